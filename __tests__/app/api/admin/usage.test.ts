/** What an operator may see and change of people and money, by role and workspace. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import * as person from "../../../../app/api/admin/people/[id]/route.ts";
import * as usage from "../../../../app/api/admin/usage/route.ts";
import * as generate from "../../../../app/api/orchestrator/generate/route.ts";
import * as metrics from "../../../../app/api/orchestrator/metrics/route.ts";
import type { UsageReport } from "../../../../lib/client/admin-usage.ts";
import { usageRow } from "../../../support/energy.ts";
import { adminRequest, jsonRequest, openConsole, withParams } from "./open-console.ts";

let admin: Awaited<ReturnType<typeof openConsole>>;
let workspace: string;

beforeAll(async () => {
  admin = await openConsole();
  workspace = (await admin.call<{ id: string }>("read_workspace", { p_slug: "bevgenie" })).id;
  await admin.call("record_usage", {
    p_workspace: workspace,
    p_rows: [usageRow({ userId: "ann" }), usageRow({ userId: "bob", cached: true, costUsd: 0 })],
  });
});
afterAll(() => admin.close());

const noParams = withParams({});
const ann = withParams({ id: "ann" });
const patch = (headers: Record<string, string> = {}) =>
  person.PATCH(
    adminRequest("people/ann", {
      method: "PATCH",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ energyTopUp: 5 }),
    }),
    ann,
  );

test("a viewer reads usage, metrics and people, and changes nothing and spends nothing", async () => {
  const headers = { cookie: await admin.signIn({ role: "viewer", workspaces: ["bevgenie"] }) };
  expect((await usage.GET(adminRequest("usage?groupBy=user", { headers }), noParams)).status).toBe(200);
  expect((await metrics.GET(adminRequest("../orchestrator/metrics", { headers }), noParams)).status).toBe(
    200,
  );
  expect((await person.GET(adminRequest("people/ann", { headers }), ann)).status).toBe(200);
  expect((await patch(headers)).status).toBe(403);
  const asked = await generate.POST(jsonRequest("../orchestrator/generate", {}, headers), noParams);
  expect([asked.status, await asked.json()]).toEqual([403, expect.objectContaining({ success: false })]);
});

test.each(["editor", "owner"])("an %s tops up", async (role) => {
  const headers = { cookie: await admin.signIn({ role, workspaces: ["bevgenie"] }) };
  expect((await patch(headers)).status).toBe(200);
});

test("an operator of another workspace sees nothing of this one", async () => {
  const headers = { cookie: await admin.signIn({ role: "owner", workspaces: ["other"] }) };
  const own = await usage.GET(adminRequest("usage", { headers }), noParams);
  expect(await own.json()).toMatchObject({ rows: [] });
  expect((await person.GET(adminRequest("people/ann", { headers }), ann)).status).toBe(404);
  const named = { ...headers, "x-workspace": "bevgenie" };
  expect((await usage.GET(adminRequest("usage", { headers: named }), noParams)).status).toBe(403);
  expect((await patch(named)).status).toBe(403);
});

test.each(["to=0001-01-01", "from=0000-01-01T00:00:00Z&to=0000-02-01", "to=1969-12-31", "to=9999-12-31"])(
  "a period that no database writes (%s) is refused",
  async (query) => {
    const response = await usage.GET(adminRequest(`usage?${query}`), noParams);
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: { code: "invalid_request" } },
    ]);
  },
);

test("the console's report is one call, also of a workspace where nothing happened", async () => {
  const report = (of: string) =>
    admin.call<UsageReport>("read_usage_report", {
      p_workspace: of,
      p_from: new Date(Date.now() - 60_000),
      p_to: new Date(Date.now() + 60_000),
    });
  expect(await report(workspace)).toMatchObject({
    days: [{ requests: 2, cost: 0.00157, cacheHitRate: 0.5, errorRate: 0, latencyP50: 400 }],
    byModel: [{ key: "gpt-4o", requests: 2 }],
    byAction: [{ key: "ai_message", avg_cost: 0.000785 }],
    byPerson: [{ key: "ann" }, { key: "bob" }],
    metrics: { totalRequests: 2, firstToken: { p50: 100 } },
    alerts: [],
  });
  const { id } = await admin.call<{ id: string }>("read_workspace", { p_slug: "other" });
  expect(await report(id)).toMatchObject({ days: [], byModel: [], metrics: { totalRequests: 0 } });
});
