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

const outcome = (address: string, account: string) =>
  spendTry({ address, account }).then(
    () => "tried" as const,
    (error: AppError) => error,
  );

async function fiveTries(next: (index: number) => [address: string, account: string]): Promise<void> {
  for (let index = 0; index < 5; index += 1) expect(await outcome(...next(index))).toBe("tried");
}

test("the sixth try of one address is refused, whatever account it names", async () => {
  await fiveTries((index) => ["192.0.2.1", `account-${index}`]);
  const refused = await outcome("192.0.2.1", "another-account");
  expect(refused).toBeInstanceOf(AppError);
  expect(refused).toMatchObject({ code: "rate_limited", retryAfterSeconds: 60 });
  expect(await outcome("192.0.2.2", "another-account")).toBe("tried");
});

test("the sixth try at one account is refused, from wherever it comes and however it is written", async () => {
  await fiveTries((index) => [`198.51.100.${index}`, index % 2 ? "Owner@Example.com" : "owner@example.com"]);
  expect(await outcome("198.51.100.99", "OWNER@example.com")).toMatchObject({ code: "rate_limited" });
});

test("tries side by side count as much as one after the other", async () => {
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcome("192.0.2.3", "same")));
  expect(outcomes.filter((one) => one === "tried")).toHaveLength(5);
});

test("after a minute there are five again", async () => {
  await fiveTries(() => ["192.0.2.4", "patient"]);
  jest.advanceTimersByTime(59_000);
  expect(await outcome("192.0.2.4", "patient")).toMatchObject({ code: "rate_limited", retryAfterSeconds: 1 });
  jest.advanceTimersByTime(1_001);
  expect(await outcome("192.0.2.4", "patient")).toBe("tried");
});

test("a right password is no wrong try", async () => {
  await fiveTries(() => ["192.0.2.5", "Forgetful"]);
  await giveBackTry({ address: "192.0.2.5", account: "forgetful" });
  expect(await outcome("192.0.2.5", "Forgetful")).toBe("tried");
});
