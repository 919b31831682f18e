/** Who is told what, how often, and where it may be posted. */
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { UsageRow } from "../../../lib/ai/usage-rows.ts";
import { postWebhook } from "../../../lib/alerts/post-webhook.ts";
import { type Alert, sendBreakerAlert, sendDueAlerts } from "../../../lib/alerts/send-alerts.ts";
import type { Workspace } from "../../../lib/workspace.ts";
import { company } from "../../support/company.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { energyOf, usageRow } from "../../support/energy.ts";
import { type MockProvider, startMockProvider } from "../../support/mock-provider.ts";
import { keptLog } from "../../support/runtime.ts";

let database: TestDatabase;
let mock: MockProvider;
let workspace: string;

beforeAll(async () => {
  [database, mock] = await Promise.all([startTestDatabase(), startMockProvider()]);
});
afterAll(async () => {
  await mock.close();
  await database.close();
});
beforeEach(async () => {
  mock.forget();
  mock.answer({ status: 204 });
  workspace = await newWorkspace({});
});

async function newWorkspace(alerts: Partial<Workspace["alerts"]>): Promise<string> {
  const slug = `w${crypto.randomUUID()}`;
  const config = { ...company(slug), alerts: { errorRate: 0.2, webhookUrl: `${mock.url}/hook`, ...alerts } };
  const { id } = await database.call<{ id: string }>("write_workspace", { p_slug: slug, p_config: config });
  return id;
}

const { log, lines } = keptLog();
const deps = () => ({ call: database.call, log, webhookHosts: ["127.0.0.1"] });
const record = (rows: Partial<UsageRow>[], of = workspace) =>
  database.call("record_usage", { p_workspace: of, p_rows: rows.map((row) => usageRow(row)) });
const alertsOf = (of = workspace) => database.call<Alert[]>("list_alerts", { p_workspace: of, p_limit: 50 });

test("spending above the threshold is told once an hour, in the console and to the webhook", async () => {
  workspace = await newWorkspace({ spendUsdPerDay: 1 });
  await record([{ costUsd: 0.9 }]);
  await sendDueAlerts(deps());
  expect(await alertsOf()).toEqual([]);
  await record([{ costUsd: 0.2 }]);
  await sendDueAlerts(deps());
  await sendDueAlerts(deps());
  expect(await alertsOf()).toEqual([
    expect.objectContaining({ kind: "spend", detail: { spentUsd: 1.1, thresholdUsd: 1 } }),
  ]);
  expect(mock.requests).toHaveLength(1);
  expect(mock.requests[0]).toMatchObject({
    path: "/hook",
    body: { workspace: expect.stringMatching(/^w/), kind: "spend", message: expect.any(String) },
  });
});

test("two instances that look at the same moment tell it once", async () => {
  workspace = await newWorkspace({ spendUsdPerDay: 0.001 });
  await record([{}]);
  await Promise.all([sendDueAlerts(deps()), sendDueAlerts(deps())]);
  expect(mock.requests).toHaveLength(1);
});

test("a share of failed calls is told when there are enough of them; stopped ones are no failures", async () => {
  const failed = { success: false, error: "timeout" };
  await record([...Array(6).fill(failed), ...Array(13).fill({})]);
  await sendDueAlerts(deps());
  expect(await alertsOf()).toEqual([]);
  await record([{ success: false, error: "stopped" }]);
  await sendDueAlerts(deps());
  expect(await alertsOf()).toEqual([
    expect.objectContaining({ kind: "error_rate", detail: { calls: 20, errors: 6, threshold: 0.2 } }),
  ]);
});

test("somebody who keeps asking with a spent wallet is told of, and forgotten when they are erased", async () => {
  const ask = () =>
    database.call("reserve_energy", {
      p_workspace: workspace,
      p_user: "somebody",
      p_tier: "basic",
      p_reservation: crypto.randomUUID(),
      p_energy: energyOf({ strong: 50, economy: null }),
    });
  for (let asked = 0; asked < 19; asked += 1) await ask();
  await sendDueAlerts(deps());
  expect(await alertsOf()).toEqual([]);
  await ask();
  await sendDueAlerts(deps());
  expect(await alertsOf()).toEqual([
    expect.objectContaining({
      kind: "wallet_abuse",
      detail: { people: [{ userId: "somebody", refusals: 20 }] },
    }),
  ]);
});

test("a breaker that opens is told to every workspace", async () => {
  const other = await newWorkspace({});
  await sendBreakerAlert({ provider: "openai", model: "gpt-4o" }, deps());
  for (const one of [workspace, other]) {
    expect(await alertsOf(one)).toEqual([
      expect.objectContaining({ kind: "breaker_open", detail: { provider: "openai", model: "gpt-4o" } }),
    ]);
  }
});

test("a webhook that does not answer leaves the alert in the console and a line in the log", async () => {
  mock.answer({ status: 500 });
  workspace = await newWorkspace({ spendUsdPerDay: 0.001 });
  await record([{}]);
  await sendDueAlerts(deps());
  expect(await alertsOf()).toHaveLength(1);
  expect(lines.at(-1)).toMatchObject({ level: 40, msg: "an alert could not be posted" });
});

test.each([
  "http://127.0.0.1:1/",
  "http://localhost:1/",
  "http://[::1]:1/",
  "http://[::ffff:127.0.0.1]:1/",
  "http://0x7f.1:1/",
  "http://10.0.0.1/",
  "http://192.168.1.1/",
  "http://169.254.169.254/latest/meta-data",
  "http://[::127.0.0.1]:1/",
  "http://[2002:7f00:1::]:1/",
  "http://[64:ff9b::7f00:1]:1/",
  "http://[fec0::1]:1/",
])("an address inside our own network is not posted to: %s", async (url) => {
  await expect(postWebhook(url, {})).rejects.toThrow("inside our own network");
});

test("a redirect is not followed", async () => {
  mock.answer({ status: 302, headers: { location: `${mock.url}/elsewhere` } });
  await expect(postWebhook(mock.url, {}, { allowedHosts: ["127.0.0.1"] })).rejects.toThrow("answered 302");
  expect(mock.requests).toHaveLength(1);
});
