import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { admitNewVisitor } from "../../lib/new-visitor-limit.ts";
import { startTestRuntime } from "../support/runtime.ts";

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 21) });
});
afterEach(() => {
  jest.advanceTimersByTime(120_000);
  jest.useRealTimers();
});

test("an address has its new visitors of a minute, and others have their own", async () => {
  startTestRuntime({ environment: { NEW_VISITORS_PER_MINUTE_PER_IP: "3" } });
  for (let visitor = 0; visitor < 3; visitor += 1) await admitNewVisitor("192.0.2.1");
  await expect(admitNewVisitor("192.0.2.1")).rejects.toMatchObject({
    code: "rate_limited",
    retryAfterSeconds: 60,
  });
  await admitNewVisitor("192.0.2.2");
});
