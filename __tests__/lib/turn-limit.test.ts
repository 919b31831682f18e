import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { rateLimitHeaders, rememberTier, spendTurn } from "../../lib/turn-limit.ts";
import { company } from "../support/company.ts";
import { startTestRuntime } from "../support/runtime.ts";

const { tiers } = company();
const person = { workspaceId: "w", visitorId: "v" };

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 21) });
  startTestRuntime();
});
afterEach(() => {
  jest.useRealTimers();
});

const spend = (readTier = async (): Promise<string | undefined> => "basic") =>
  spendTurn(person, { tiers, readTier }).then(
    () => "sent" as const,
    (error: unknown) => error,
  );

test.each([
  ["free", 5],
  ["basic", 10],
  ["professional", 100],
  ["enterprise", 500],
])("of fifty times many at once, a person of tier %s has exactly %i a minute", async (tier, limit) => {
  rememberTier(person, tier);
  const outcomes = await Promise.all(Array.from({ length: limit + 50 }, () => spend(async () => tier)));
  expect(outcomes.filter((one) => one === "sent")).toHaveLength(limit);
  expect(outcomes.at(-1)).toMatchObject({
    code: "rate_limited",
    retryAfterSeconds: 60,
    headers: { "ratelimit-policy": `"turns";q=${limit};w=60`, ratelimit: '"turns";r=0;t=60' },
  });
  jest.advanceTimersByTime(60_000);
  expect(await spend(async () => tier)).toBe("sent");
});

test("nobody asks the database for a tier before more are sent than the smallest one allows", async () => {
  const readTier = jest.fn(async (): Promise<string | undefined> => "free");
  for (let turn = 0; turn < 5; turn += 1) expect(await spend(readTier)).toBe("sent");
  expect(readTier).not.toHaveBeenCalled();
  expect(await spend(readTier)).toMatchObject({ code: "rate_limited" });
  expect(readTier).toHaveBeenCalledTimes(1);
});

test("nobody is refused for a tier that was read more than a minute ago", async () => {
  rememberTier(person, "free");
  jest.advanceTimersByTime(61_000);
  for (let turn = 0; turn < 8; turn += 1) expect(await spend(async () => "professional")).toBe("sent");
});

test("what is left is told in the draft's fields", () => {
  expect(rateLimitHeaders({ limit: 10, used: 3, resetMs: 12_001 })).toEqual({
    "ratelimit-policy": '"turns";q=10;w=60',
    ratelimit: '"turns";r=7;t=13',
  });
});
