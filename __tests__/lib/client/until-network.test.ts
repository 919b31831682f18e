import { afterEach, beforeEach, expect, it, jest } from "@jest/globals";
import { untilNetwork } from "../../../lib/client/until-network.ts";

let hasWaited = false;

/** Lets what has settled be heard of. */
async function waited(): Promise<boolean> {
  await Promise.resolve();
  return hasWaited;
}

beforeEach(() => {
  jest.useFakeTimers();
  hasWaited = false;
  Object.assign(globalThis, { window: new EventTarget() });
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  Reflect.deleteProperty(globalThis, "window");
});

function begin(ms: number, { onLine }: { onLine: boolean }): void {
  jest.replaceProperty(globalThis, "navigator", { onLine } as Navigator);
  void untilNetwork(ms).then(() => {
    hasWaited = true;
  });
}

it("waits as long as it was told where there is a network", async () => {
  begin(1_000, { onLine: true });
  jest.advanceTimersByTime(999);
  expect(await waited()).toBe(false);
  jest.advanceTimersByTime(1);
  expect(await waited()).toBe(true);
});

it("waits for the network where there is none, and no moment longer", async () => {
  begin(1_000, { onLine: false });
  jest.advanceTimersByTime(60_000);
  expect(await waited()).toBe(false);
  window.dispatchEvent(new Event("online"));
  expect(await waited()).toBe(true);
  expect(jest.getTimerCount()).toBe(0);
});
