import { expect, test } from "@jest/globals";
import { withRetry } from "../../../lib/models/with-retry.ts";
import { handClock } from "./hand-clock.ts";
import { readParts, rejectionOf, request, textOf } from "./read-parts.ts";
import { fault, finish, inTurn, scripted, text } from "./scripted-model.ts";

const good = scripted("good", [text("Yes"), finish]);
const failing = (...faults: ReturnType<typeof fault>[]) =>
  inTurn("model", ...faults.map((error) => scripted("model", [], error)), good);

/** Pushes the clock to each alarm until the reading is over, and gives back how long was waited each time. */
async function pushed<T>(clock: ReturnType<typeof handClock>, reading: Promise<T>) {
  const waits: number[] = [];
  let over = false;
  const settled = reading.finally(() => {
    over = true;
  });
  settled.catch(() => {});
  while (!over) {
    await new Promise(setImmediate);
    if (clock.waiting() === 0) continue;
    waits.push(clock.next());
    clock.push(clock.next());
  }
  return { waits, result: await settled };
}

test("a fault that can pass is retried after waits that grow, with jitter", async () => {
  const clock = handClock();
  const model = failing(fault("overloaded"), fault("connection"));
  const retried = withRetry(model, { attempts: 3, delayMs: 1_000, timers: clock.timers });
  const { waits, result } = await pushed(clock, readParts(retried));
  expect(textOf(result)).toBe("Yes");
  expect(result.filter(({ type }) => type === "attempt-failed")).toHaveLength(2);
  expect(waits[0]).toBeGreaterThanOrEqual(500);
  expect(waits[0]).toBeLessThanOrEqual(1_000);
  expect(waits[1]).toBeGreaterThanOrEqual(1_000);
  expect(waits[1]).toBeLessThanOrEqual(2_000);
});

test("attempts are counted in all, and the last fault is thrown", async () => {
  const clock = handClock();
  const model = failing(fault("overloaded"), fault("server"), fault("timeout"));
  const retried = withRetry(model, { attempts: 3, delayMs: 1, timers: clock.timers });
  const { result } = await pushed(clock, rejectionOf(readParts(retried)));
  expect(result).toMatchObject({ reason: "timeout" });
  expect(model.asked).toBe(3);
});

test("Retry-After is waited for", async () => {
  const clock = handClock();
  const retried = withRetry(failing(fault("rate_limited", 7_000)), {
    ...{ attempts: 2, delayMs: 100, timers: clock.timers },
  });
  expect((await pushed(clock, readParts(retried))).waits).toEqual([7_000]);
});

test("a wait longer than is worth it, or past the time for the first text, is not begun", async () => {
  const clock = handClock();
  const patient = { attempts: 2, delayMs: 100, timers: clock.timers };
  const long = failing(fault("rate_limited", 7_000));
  const error = await rejectionOf(readParts(withRetry(long, { ...patient, longestWaitMs: 1_000 })));
  expect(error).toMatchObject({ reason: "rate_limited" });
  const late = failing(fault("rate_limited", 7_000));
  const asked = { ...request, firstTextBy: 6_000 };
  expect(await rejectionOf(readParts(withRetry(late, patient), asked))).toMatchObject({
    retryAfterMs: 7_000,
  });
  expect([long.asked, late.asked]).toEqual([1, 1]);
});

test.each([
  "unauthorized",
  "no_such_model",
  "bad_request",
  "context_length",
  "filtered",
  "breaker_open",
] as const)("%s is not retried", async (reason) => {
  const model = failing(fault(reason));
  expect(await rejectionOf(readParts(withRetry(model, { attempts: 3, delayMs: 1 })))).toMatchObject({
    reason,
  });
  expect(model.asked).toBe(1);
});

test("after the first text nothing is asked again here", async () => {
  const broken = inTurn("model", scripted("model", [text("Ye")], fault("cut_off")), good);
  expect(await rejectionOf(readParts(withRetry(broken, { attempts: 3, delayMs: 1 })))).toMatchObject({
    reason: "cut_off",
  });
  expect(broken.asked).toBe(1);
});

test("whoever stops while it waits is let go at once, and no timer stays", async () => {
  const clock = handClock();
  const stop = new AbortController();
  const model = failing(fault("overloaded"));
  const retried = withRetry(model, { attempts: 2, delayMs: 1_000, timers: clock.timers });
  const reading = rejectionOf(readParts(retried, request, stop.signal));
  while (clock.waiting() === 0) await new Promise(setImmediate);
  stop.abort(new Error("stopped"));
  expect(await reading).toMatchObject({ message: "stopped" });
  expect(clock.waiting()).toBe(0);
  expect(model.asked).toBe(1);
});

test("a silent first attempt leaves the second half of the time", async () => {
  const clock = handClock();
  const model = failing(fault("timeout"));
  const retried = withRetry(model, { attempts: 2, delayMs: 100, timers: clock.timers });
  await pushed(clock, readParts(retried, { ...request, firstTextBy: 8_000 }));
  expect(model.requests.map(({ firstTextBy }) => firstTextBy)).toEqual([4_000, 8_000]);
});
