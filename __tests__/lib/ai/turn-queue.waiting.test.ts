import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { turnQueue } from "../../../lib/ai/turn-queue.ts";
import { longestWaitMs } from "../../../lib/ai/waiting-refusals.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const waiting = () => ({ signal: new AbortController().signal });

test("who waits for thirty seconds is sent away in words, and nobody after them waits for that", async () => {
  const queue = turnQueue();
  const running = await queue.enter("w:v", { turnId: "a", message: "One" }, waiting());
  const refused = queue.enter("w:v", { turnId: "b", message: "Two" }, waiting()).catch((error) => error);
  await jest.advanceTimersByTimeAsync(longestWaitMs - 1);
  expect(queue.stats()).toMatchObject({ running: 1, waiting: 1, cancelled: 0 });
  await jest.advanceTimersByTimeAsync(1);
  expect(await refused).toMatchObject({
    code: "rate_limited",
    retryAfterSeconds: 5,
    message: expect.stringContaining("still being answered"),
  });
  expect(queue.stats()).toMatchObject({ running: 1, waiting: 0, cancelled: 1 });
  const next = queue.enter("w:v", { turnId: "c", message: "Three" }, waiting());
  await jest.advanceTimersByTimeAsync(0);
  running.leave();
  expect((await next).message).toBe("Three");
});

test("a message that took another's place waits thirty seconds of its own", async () => {
  const queue = turnQueue();
  await queue.enter("w:v", { turnId: "a", message: "One" }, waiting());
  const superseded = queue.enter("w:v", { turnId: "b", message: "Two" }, waiting()).catch((error) => error);
  await jest.advanceTimersByTimeAsync(longestWaitMs - 1_000);
  const joined = queue.enter("w:v", { turnId: "c", message: "Three" }, waiting()).catch((error) => error);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(await superseded).toMatchObject({ code: "superseded", turnId: "c" });
  expect(queue.stats().waiting).toBe(1);
  await jest.advanceTimersByTimeAsync(longestWaitMs);
  expect(await joined).toMatchObject({ code: "rate_limited" });
});
