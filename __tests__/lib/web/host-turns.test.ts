/** Who may ask a host, and when. */
import { expect, test } from "@jest/globals";
import { pause } from "../../../lib/models/pause.ts";
import { hostTurns } from "../../../lib/web/host-turns.ts";
import { handClock } from "../models/hand-clock.ts";

function turnsAtHand() {
  const clock = handClock();
  const turns = hostTurns({
    now: clock.now,
    pause: (ms, signal) => pause(ms, { signal, timers: clock.timers }),
  });
  return { clock, turns };
}

const signal = new AbortController().signal;
const settled = () => new Promise(setImmediate);

/** A request that ends when it is told to. */
function request() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const started = { yet: false };
  const ask = async () => {
    started.yet = true;
    await promise;
  };
  return { ask, started, end: resolve };
}

test("a host is asked by one at a time, with a gap between the end of one and the next", async () => {
  const { clock, turns } = turnsAtHand();
  const [first, second] = [request(), request()];
  const both = [first, second].map(({ ask }) => turns.take("a", { gapMs: 500, signal }, ask));
  await settled();
  expect([first.started.yet, second.started.yet]).toEqual([true, false]);
  clock.push(10_000);
  first.end();
  await settled();
  expect(second.started.yet).toBe(false);
  clock.push(499);
  await settled();
  expect(second.started.yet).toBe(false);
  clock.push(1);
  await settled();
  expect(second.started.yet).toBe(true);
  second.end();
  await Promise.all(both);
});

test("another host is not waited for, and a rested one is asked at once", async () => {
  const { clock, turns } = turnsAtHand();
  const first = request();
  const one = turns.take("a", { gapMs: 500, signal }, first.ask);
  await turns.take("b", { gapMs: 500, signal }, async () => undefined);
  first.end();
  await one;
  clock.push(500);
  await turns.take("a", { gapMs: 500, signal }, async () => undefined);
});

test("who gives up while waiting lets nobody overtake, and nobody wait for it", async () => {
  const { turns } = turnsAtHand();
  const stop = new AbortController();
  const [first, second, third] = [request(), request(), request()];
  const one = turns.take("a", { gapMs: 0, signal }, first.ask);
  const two = turns.take("a", { gapMs: 0, signal: stop.signal }, second.ask);
  const three = turns.take("a", { gapMs: 0, signal }, third.ask);
  stop.abort(new Error("stopped"));
  await expect(two).rejects.toThrow("stopped");
  await settled();
  expect([second.started.yet, third.started.yet]).toEqual([false, false]);
  first.end();
  await settled();
  expect([second.started.yet, third.started.yet]).toEqual([false, true]);
  third.end();
  await Promise.all([one, three]);
});

test("who gives up in the gap leaves no alarm behind, and the gap to the next", async () => {
  const { clock, turns } = turnsAtHand();
  await turns.take("a", { gapMs: 500, signal }, async () => undefined);
  const stop = new AbortController();
  const two = turns.take("a", { gapMs: 500, signal: stop.signal }, async () => undefined);
  await settled();
  expect(clock.next()).toBe(500);
  stop.abort(new Error("stopped"));
  await expect(two).rejects.toThrow("stopped");
  expect(clock.waiting()).toBe(0);
  const three = turns.take("a", { gapMs: 500, signal }, async () => "asked");
  await settled();
  expect(clock.next()).toBe(500);
  clock.push(500);
  await expect(three).resolves.toBe("asked");
});

test("a request that fails is a request: the next waits for its gap, and is not failed by it", async () => {
  const { clock, turns } = turnsAtHand();
  const failing = turns.take("a", { gapMs: 500, signal }, () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  const next = turns.take("a", { gapMs: 500, signal }, async () => "asked");
  await settled();
  expect(clock.next()).toBe(500);
  clock.push(500);
  await expect(next).resolves.toBe("asked");
});
