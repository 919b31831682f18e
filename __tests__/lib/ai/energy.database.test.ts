/** Wallets and money caps on the real database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { EnergyRequest } from "../../../lib/ai/energy.ts";
import type { Call } from "../../../lib/db/call.ts";
import { connectPostgres } from "../../../lib/db/postgres.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { energyOf, queryRows, usageRow } from "../../support/energy.ts";
import { turnDepsOn } from "../../support/turns.ts";

let database: TestDatabase;
let call: Call;
let workspace: string;
let person: string;

beforeAll(async () => {
  database = await startTestDatabase();
  call = database.call;
  workspace = (await turnDepsOn(call)).deps.workspace.id;
});
afterAll(() => database.close());
beforeEach(() => {
  person = crypto.randomUUID();
});

type Answer = {
  granted: "strong" | "economy" | null;
  reserved: number;
  available: number;
  resetsAt: string;
  dailyAllowance: number;
  required?: number;
  capped?: string;
};
type Asked = { user?: string; tier?: string; id?: string; at?: string; in?: string };

async function reserve(
  request: Partial<EnergyRequest> = {},
  asked: Asked = {},
): Promise<Answer & { id: string }> {
  const id = asked.id ?? crypto.randomUUID();
  const args = {
    p_workspace: asked.in ?? workspace,
    p_user: asked.user ?? person,
    p_tier: asked.tier ?? "basic",
    p_reservation: id,
    p_energy: energyOf(request),
  };
  const answer = asked.at
    ? await call<Answer>("reserve_energy_at", { p_now: new Date(asked.at), ...args })
    : await call<Answer>("reserve_energy", args);
  return { ...answer, id };
}

const settle = (id: string, energy: number, rows: object[] = []) =>
  call<{ settled: boolean; energy: number }>("settle_energy", {
    p_workspace: workspace,
    p_reservation: id,
    p_energy: energy,
    p_rows: rows,
  });

const wallet = (user = person, tier = "basic") =>
  call<{ available: number; dailyAllowance: number; topUp: number }>("read_wallet", {
    p_workspace: workspace,
    p_user: user,
    p_tier: tier,
    p_daily: energyOf().dailyEnergy,
  });
const available = async () => (await wallet()).available;

const topUp = (energy: number, tier: string | null = null) =>
  call("change_person", {
    p_workspace: workspace,
    p_user: person,
    p_tier: tier,
    p_top_up: energy,
    p_default_tier: "basic",
    p_daily: energyOf().dailyEnergy,
  });

describe("a wallet", () => {
  test("is full for somebody new, and gives the strong model while it can", async () => {
    expect(await wallet()).toMatchObject({ available: 20, dailyAllowance: 20 });
    expect(await reserve()).toMatchObject({
      granted: "strong",
      reserved: 10,
      available: 10,
      dailyAllowance: 20,
    });
  });

  test("with 8 left gives the economy model for 3, or nothing where that may not be chosen", async () => {
    const free = { tier: "free" };
    expect(await reserve({ autoSelect: false }, free)).toMatchObject({
      granted: null,
      reserved: 0,
      required: 10,
      available: 8,
    });
    expect(await reserve({}, free)).toMatchObject({ granted: "economy", reserved: 3, available: 5 });
  });

  test("below the economy price gives nothing and takes nothing", async () => {
    await reserve({ strong: 18 });
    expect(await reserve()).toMatchObject({ granted: null, reserved: 0, required: 3, available: 2 });
    expect(await available()).toBe(2);
  });

  test("gives nothing cheaper where there is no economy model", async () => {
    expect(await reserve({ economy: null, strong: 21 })).toMatchObject({ granted: null, required: 21 });
  });

  test("is its own in each workspace", async () => {
    const other = (await turnDepsOn(call, "other")).deps.workspace.id;
    await reserve();
    expect(await reserve({}, { in: other })).toMatchObject({ available: 10 });
    expect(await available()).toBe(10);
  });

  test("never goes below nothing under a hundred parallel calls, over several connections", async () => {
    const others = Array.from({ length: 4 }, () => connectPostgres({ url: database.url, maxConnections: 2 }));
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        (others[index % 4]?.call ?? call)<Answer>("reserve_energy", {
          p_workspace: workspace,
          p_user: person,
          p_tier: "professional",
          p_reservation: crypto.randomUUID(),
          p_energy: energyOf({ strong: 7, economy: 3 }),
        }),
      ),
    );
    await Promise.all(others.map((other) => other.close()));
    const taken = all.reduce((sum, { reserved }) => sum + reserved, 0);
    expect(taken).toBeLessThanOrEqual(100);
    expect(taken).toBeGreaterThan(97);
    expect(Math.min(...all.map((answer) => answer.available))).toBeGreaterThanOrEqual(0);
    expect((await wallet(person, "professional")).available).toBe(100 - taken);
  });
});

describe("settling", () => {
  test("keeps what was used and gives the rest back, once", async () => {
    const { id } = await reserve();
    expect(await settle(id, 3)).toEqual({ settled: true, energy: 3 });
    expect(await available()).toBe(17);
    expect(await settle(id, 10)).toEqual({ settled: false, energy: 0 });
    expect(await settle(id, 0)).toEqual({ settled: false, energy: 0 });
    expect(await available()).toBe(17);
  });

  test("a hundred times at once charges once", async () => {
    const { id } = await reserve();
    const all = await Promise.all(Array.from({ length: 100 }, () => settle(id, 4)));
    expect(all.filter(({ settled }) => settled)).toHaveLength(1);
    expect(await available()).toBe(16);
  });

  test("never takes more than was reserved", async () => {
    const { id } = await reserve();
    expect(await settle(id, 1_000)).toEqual({ settled: true, energy: 10 });
    expect(await available()).toBe(10);
  });

  test("belongs to the workspace that reserved", async () => {
    const other = (await turnDepsOn(call, "other")).deps.workspace.id;
    const { id } = await reserve();
    const args = { p_workspace: other, p_reservation: id, p_energy: 0, p_rows: [] };
    expect(await call("settle_energy", args)).toMatchObject({ settled: false });
    expect(await available()).toBe(10);
  });

  test("is done by the sweep for a process that died, and for none that is younger", async () => {
    const { id } = await reserve();
    const release = (before: Date) =>
      call<{ released: number }>("release_reservations", { p_before: before });
    await release(new Date(Date.now() - 60_000));
    expect(await available()).toBe(10);
    expect((await release(new Date(Date.now() + 1_000))).released).toBeGreaterThanOrEqual(1);
    expect(await available()).toBe(20);
    expect(await settle(id, 10)).toMatchObject({ settled: false });
    expect(await available()).toBe(20);
  });
});

describe("midnight (UTC)", () => {
  // Long after now: wallets that are topped up are made today.
  const before = "2100-11-21T23:59:59.900Z";
  const after = "2100-11-22T00:00:00.100Z";

  test("fills the wallet up to the allowance, and no further", async () => {
    expect(await reserve({}, { at: before })).toMatchObject({
      available: 10,
      resetsAt: "2100-11-22T00:00:00.000Z",
    });
    expect(await reserve({}, { at: after })).toMatchObject({
      available: 10,
      resetsAt: "2100-11-23T00:00:00.000Z",
    });
  });

  test("does not bring back what was reserved before it and settled after", async () => {
    const { id } = await reserve({}, { at: before });
    await reserve({}, { at: after });
    await settle(id, 0);
    expect(await reserve({ strong: 10, economy: null }, { at: after })).toMatchObject({ available: 0 });
    expect(await reserve({}, { at: after })).toMatchObject({ granted: null, available: 0 });
  });

  test("leaves a top-up alone", async () => {
    await topUp(50);
    await reserve({ strong: 40 }, { at: before });
    expect(await reserve({}, { at: after })).toMatchObject({ available: 20 + 30 - 10 });
  });

  test("a clock that is a second behind takes nothing away and gives nothing", async () => {
    await reserve({}, { at: after });
    expect(await reserve({}, { at: before })).toMatchObject({ granted: "strong", available: 0 });
  });
});

describe("an operator", () => {
  test("tops up, and a refund goes back to where it came from", async () => {
    await topUp(5);
    const { id } = await reserve({ strong: 23 });
    expect(await wallet()).toMatchObject({ available: 2, topUp: 2 });
    await settle(id, 21);
    expect(await wallet()).toMatchObject({ available: 4, topUp: 4 });
  });

  test("changes the tier, and today's energy changes by the difference", async () => {
    await reserve();
    await topUp(0, "professional");
    expect(await wallet()).toMatchObject({ available: 90, dailyAllowance: 100 });
    await topUp(0, "free");
    expect(await reserve({ economy: null, strong: 1 })).toMatchObject({ granted: null, available: 0 });
  });
});

describe("a cap in money", () => {
  const caps: EnergyRequest["caps"] = [{ scope: "person", period: "day", cap: 0.025 }];
  const counters = () =>
    queryRows<{ spent: string; held: string }>(
      database.url,
      "select spent, held from spend_counters where workspace_id = $1 and user_id = $2 and period = 'day'",
      [workspace, person],
    );

  test("holds the most a call may cost, counts what it did cost, and lets the rest go", async () => {
    const { id } = await reserve({ caps });
    expect(await counters()).toEqual([{ spent: "0.000000", held: "0.010000" }]);
    await settle(id, 10, [usageRow({ callId: id, userId: person })]);
    expect(await counters()).toEqual([{ spent: "0.001570", held: "0.000000" }]);
  });

  test("falls to the economy model, then to nothing, and takes no energy for what it refused", async () => {
    const rich = { tier: "professional" };
    expect(await reserve({ caps }, rich)).toMatchObject({ granted: "strong" });
    expect(await reserve({ caps }, rich)).toMatchObject({ granted: "strong", available: 80 });
    expect(await reserve({ caps }, rich)).toMatchObject({ granted: "economy", reserved: 3, available: 77 });
    expect(await reserve({ caps: [{ ...caps[0], cap: 0.02 }] as typeof caps }, rich)).toMatchObject({
      granted: null,
      capped: "person",
      available: 77,
    });
  });

  test("is not passed by a hundred parallel calls", async () => {
    const cap = [{ scope: "person" as const, period: "day" as const, cap: 0.055 }];
    const request = { caps: cap, strong: 1, economy: null };
    const all = await Promise.all(
      Array.from({ length: 100 }, () => reserve(request, { tier: "professional" })),
    );
    expect(all.filter(({ granted }) => granted)).toHaveLength(5);
    expect((await counters())[0]?.held).toBe("0.050000");
    expect((await wallet(person, "professional")).available).toBe(95);
  });

  test("of the installation is shared by its workspaces, and holds nothing of what another cap refused", async () => {
    const other = (await turnDepsOn(call, "capped")).deps.workspace.id;
    const [spent] = await queryRows<{ n: string }>(
      database.url,
      "select coalesce(sum(spent + held), 0) as n from spend_counters where workspace_id = '00000000-0000-0000-0000-000000000000'",
    );
    const installation = {
      scope: "installation" as const,
      period: "day" as const,
      cap: Number(spent?.n) + 0.015,
    };
    const narrow = { scope: "workspace" as const, period: "month" as const, cap: 0.0001 };
    expect(await reserve({ caps: [installation, narrow], economy: null })).toMatchObject({
      capped: "workspace",
    });
    expect(await reserve({ caps: [installation], economy: null }, { in: other })).toMatchObject({
      granted: "strong",
    });
    expect(await reserve({ caps: [installation], economy: null })).toMatchObject({ capped: "installation" });
  });

  test("knows what was spent before it was set", async () => {
    await call("record_usage", {
      p_workspace: workspace,
      p_rows: [usageRow({ userId: person, costUsd: 0.02, countedUsd: 0.02 })],
    });
    expect(await reserve({ caps, economy: null })).toMatchObject({ granted: null, capped: "person" });
  });
});
