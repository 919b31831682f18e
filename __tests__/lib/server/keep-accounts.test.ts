import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import type { Call } from "../../../lib/db/call.ts";
import { keepAccounts } from "../../../lib/server/keep-accounts.ts";
import { keptLog } from "../../support/runtime.ts";

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 21, 12) });
});
afterEach(() => {
  jest.useRealTimers();
});

test("once a minute what died is given back and the alerts are looked at; a failure does not end it", async () => {
  const calls: [string, unknown][] = [];
  let isBroken = true;
  const call = (async (name: string, args: unknown) => {
    calls.push([name, args]);
    if (isBroken) throw new Error("connection lost");
    return name === "list_workspaces" ? [] : { released: 0 };
  }) as Call;
  const { log, lines } = keptLog();
  const end = keepAccounts({ call, log, webhookHosts: [] });
  await jest.advanceTimersByTimeAsync(60_000);
  expect(calls.map(([name]) => name)).toEqual(["release_reservations"]);
  expect(lines).toHaveLength(1);

  isBroken = false;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(calls.slice(1)).toEqual([
    ["release_reservations", { p_before: new Date(Date.UTC(2026, 10, 21, 11, 47)) }],
    ["list_workspaces", {}],
  ]);
  end();
  await jest.advanceTimersByTimeAsync(120_000);
  expect(calls).toHaveLength(3);
});
