import { expect, test } from "@jest/globals";
import { retryAfterMs } from "../../../lib/models/retry-after.ts";

const now = Date.parse("2026-11-10T09:00:00Z");

test.each([
  [{ "retry-after": "7" }, 7_000],
  [{ "retry-after": "0.5" }, 500],
  [{ "retry-after-ms": "250", "retry-after": "7" }, 250],
  [{ "retry-after": "Tue, 10 Nov 2026 09:00:30 GMT" }, 30_000],
  [{ "retry-after": "Tue, 10 Nov 2026 08:00:00 GMT" }, 0],
  [{ "retry-after": "999999999" }, 86_400_000],
  [{ "retry-after": "soon" }, undefined],
  [{}, undefined],
])("%o is %p", (headers, expected) => {
  expect(retryAfterMs(new Headers(headers as Record<string, string>), now)).toBe(expected);
});

test("no headers say nothing", () => {
  expect(retryAfterMs(undefined, now)).toBeUndefined();
});
