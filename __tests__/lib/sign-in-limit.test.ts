import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { AppError } from "../../lib/errors.ts";
import { giveBackTry, spendTry } from "../../lib/sign-in-limit.ts";
import { startTestRuntime } from "../support/runtime.ts";

beforeEach(() => {
  startTestRuntime();
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 21) });
});
afterEach(() => {
  // What was counted is forgotten with the minute.
  jest.advanceTimersByTime(120_000);
  jest.useRealTimers();
});

const outcome = (address: string) =>
  spendTry(address).then(
    () => "tried" as const,
    (error: AppError) => error,
  );

async function fiveTries(address: string): Promise<void> {
  for (let index = 0; index < 5; index += 1) expect(await outcome(address)).toBe("tried");
}

test("the sixth try of one address is refused, and another address still has five", async () => {
  await fiveTries("192.0.2.1");
  const refused = await outcome("192.0.2.1");
  expect(refused).toBeInstanceOf(AppError);
  expect(refused).toMatchObject({ code: "rate_limited", retryAfterSeconds: 60 });
  await fiveTries("192.0.2.2");
});

test("tries side by side count as much as one after the other", async () => {
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcome("192.0.2.3")));
  expect(outcomes.filter((one) => one === "tried")).toHaveLength(5);
});

test("after a minute there are five again", async () => {
  await fiveTries("192.0.2.4");
  jest.advanceTimersByTime(59_000);
  expect(await outcome("192.0.2.4")).toMatchObject({ code: "rate_limited", retryAfterSeconds: 1 });
  jest.advanceTimersByTime(1_001);
  expect(await outcome("192.0.2.4")).toBe("tried");
});

test("a right password is no wrong try", async () => {
  await fiveTries("192.0.2.5");
  await giveBackTry("192.0.2.5");
  expect(await outcome("192.0.2.5")).toBe("tried");
});
