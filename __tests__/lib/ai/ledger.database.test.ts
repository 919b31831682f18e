/** What the ledger adds up to, on the real database. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { costUsd } from "../../../lib/models/prices.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { energyOf, queryRows, usageRow } from "../../support/energy.ts";
import { turnDepsOn } from "../../support/turns.ts";

let database: TestDatabase;
let workspace: string;

beforeAll(async () => {
  database = await startTestDatabase();
  workspace = (await turnDepsOn(database.call)).deps.workspace.id;
});
afterAll(() => database.close());

type Row = { key: string; requests: number; cost_usd: number; tokens_total: number; avg_cost: number };
const usage = (group: string) =>
  database.call<Row[]>("read_usage", {
    p_workspace: workspace,
    p_from: new Date(Date.now() - 60_000),
    p_to: new Date(Date.now() + 60_000),
    p_group: group,
  });

/** A call under every kind of cap, each far away. */
async function capped(userId: string): Promise<void> {
  const scopes = [
    ["installation", "day"],
    ["workspace", "day"],
    ["workspace", "month"],
    ["person", "day"],
    ["person", "month"],
  ] as const;
  const caps = scopes.map(([scope, period]) => ({ scope, period, cap: 1_000_000 }));
  const reservation = crypto.randomUUID();
  const grant = await database.call("reserve_energy", {
    ...{ p_workspace: workspace, p_user: userId, p_tier: "basic", p_reservation: reservation },
    p_energy: energyOf({ caps }),
  });
  expect(grant).toMatchObject({ granted: "strong" });
  const ended = { p_workspace: workspace, p_reservation: reservation, p_energy: 0, p_rows: [] };
  await database.call("settle_energy", ended);
}

test("five hundred calls of every size reconcile to the micro-dollar, in the ledger, its sums and its counters", async () => {
  const models = ["gpt-4o", "gpt-4o-mini", "claude-sonnet-5-5", "claude-haiku-5-5"];
  const rows = Array.from({ length: 500 }, (_, index) => {
    const model = String(models[index % models.length]);
    const used = {
      promptTokens: (index * 7919) % 12_345,
      completionTokens: (index * 104_729) % 2_345,
      cachedTokens: ((index * 7919) % 12_345) >> 1,
      reasoningTokens: 0,
    };
    const cost = costUsd({ provider: "any", model }, used) ?? 0;
    return usageRow({ ...used, model, userId: `p${index % 5}`, costUsd: cost, countedUsd: cost });
  });
  const micros = rows.reduce((sum, { costUsd: cost }) => sum + Math.round((cost ?? 0) * 1e6), 0);
  for (let start = 0; start < rows.length; start += 50) {
    // Counters begin where a cap is set, with what was spent until then.
    if (start === 250) await Promise.all([0, 1, 2, 3, 4].map((index) => capped(`p${index}`)));
    const args = { p_workspace: workspace, p_rows: rows.slice(start, start + 50) };
    expect(await database.call("record_usage", args)).toEqual({ recorded: 50 });
    // Told twice, counted once.
    expect(await database.call("record_usage", args)).toEqual({ recorded: 0 });
  }
  for (const group of ["model", "user", "day", "action"]) {
    const total = (await usage(group)).reduce((sum, row) => sum + Math.round(row.cost_usd * 1e6), 0);
    expect([group, total]).toEqual([group, micros]);
  }
  const counters = await queryRows<{ user_id: string; period: string; spent: string }>(
    database.url,
    "select user_id, period, spent from spend_counters where workspace_id = any ($1) and held = 0",
    [[workspace, "00000000-0000-0000-0000-000000000000"]],
  );
  const whole = counters.filter(({ user_id }) => user_id === "");
  expect(whole.map(({ period, spent }) => [period, Math.round(Number(spent) * 1e6)]).sort()).toEqual([
    ["day", micros],
    ["day", micros],
    ["month", micros],
  ]);
  for (const period of ["day", "month"]) {
    const people = counters.filter((one) => one.user_id !== "" && one.period === period);
    expect(people).toHaveLength(5);
    expect(people.reduce((sum, { spent }) => sum + Math.round(Number(spent) * 1e6), 0)).toBe(micros);
  }
});

test("a call with several attempts is one request; its average is of requests", async () => {
  const callId = crypto.randomUUID();
  const shared = { callId, action: "ai_scan", promptTokens: 10, completionTokens: 0 };
  await database.call("record_usage", {
    p_workspace: workspace,
    p_rows: [
      usageRow({ ...shared, ordinal: 0, success: false, error: "timeout", costUsd: 0.000001 }),
      usageRow({ ...shared, ordinal: 1, costUsd: 0.000002 }),
    ],
  });
  expect((await usage("action")).find(({ key }) => key === "ai_scan")).toEqual({
    key: "ai_scan",
    requests: 1,
    tokens_total: 20,
    cost_usd: 0.000003,
    avg_cost: 0.000003,
    avg_tokens: 20,
    errors: 1,
  });
});

test("a call whose price is not known is no free call to a cap", async () => {
  await database.call("record_usage", {
    p_workspace: workspace,
    p_rows: [usageRow({ userId: "unpriced", costUsd: null, countedUsd: 0.5 })],
  });
  const person = await database.call<{ spend: { day: number } }>("read_person", {
    ...{ p_workspace: workspace, p_user: "unpriced", p_tier: "basic", p_daily: { basic: 20 } },
  });
  expect(person.spend.day).toBe(0.5);
  const caps = [{ scope: "person" as const, period: "month" as const, cap: 0.505 }];
  expect(
    await database.call("reserve_energy", {
      ...{ p_workspace: workspace, p_user: "unpriced", p_tier: "basic", p_reservation: crypto.randomUUID() },
      p_energy: energyOf({ caps, economy: null }),
    }),
  ).toMatchObject({ granted: null, capped: "person" });
});

test("without a cap nothing is counted but the ledger", async () => {
  await database.call("record_usage", {
    p_workspace: workspace,
    p_rows: [usageRow({ userId: "uncapped", costUsd: 0.25, countedUsd: 0.25 })],
  });
  const counted = await queryRows(database.url, "select 1 from spend_counters where user_id = 'uncapped'");
  expect(counted).toEqual([]);
});

test("with a workspace goes all that it used, and nothing of another's", async () => {
  const other = (await turnDepsOn(database.call, "leaving")).deps.workspace.id;
  await database.call("record_usage", { p_workspace: other, p_rows: [usageRow({})] });
  await database.call("reserve_energy", {
    p_workspace: other,
    p_user: "somebody",
    p_tier: "basic",
    p_reservation: crypto.randomUUID(),
    p_energy: energyOf(),
  });
  await queryRows(database.url, "delete from workspaces where id = $1", [other]);
  const tables = ["ai_usage_logs", "ai_metrics", "energy_wallets", "energy_reservations", "spend_counters"];
  for (const table of tables) {
    const left = await queryRows(database.url, `select 1 from ${table} where workspace_id = $1`, [other]);
    expect([table, left]).toEqual([table, []]);
  }
  expect((await usage("day")).length).toBe(1);
});
