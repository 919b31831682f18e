import { expect, test } from "@jest/globals";
import { axisTop, everyDay, formatUsage, periodOf, periodStart } from "../../../lib/client/admin-usage.ts";

const now = Date.UTC(2026, 10, 21, 15);

test("a period is one of those offered, whole days that end with today", () => {
  expect([undefined, "7", "90", "31", ["7"], "x"].map((days) => periodOf(days))).toEqual([
    30, 7, 90, 30, 30, 30,
  ]);
  expect(periodStart(7, now).toISOString()).toBe("2026-11-15T00:00:00.000Z");
});

test("days that nobody used anything are there, with nothing", () => {
  const known = {
    requests: 2,
    tokens: 10,
    cost: 0.5,
    latencyP50: 1,
    latencyP95: 2,
    errorRate: 0,
    cacheHitRate: 0,
  };
  const days = everyDay([{ day: "2026-11-20", ...known }], periodStart(3, now), 3);
  expect(days.map(({ day, cost }) => [day, cost])).toEqual([
    ["2026-11-19", 0],
    ["2026-11-20", 0.5],
    ["2026-11-21", 0],
  ]);
});

test("small costs keep their fractions of a cent, and times their size", () => {
  const en = { locale: "en" };
  expect(formatUsage(0.00157, "usd", en)).toBe("$0.0016");
  expect(formatUsage(0, "usd", en)).toBe("$0");
  expect(formatUsage(12.345, "usd", en)).toBe("$12.35");
  expect(formatUsage(1234.5, "usd", en)).toBe("$1,235");
  expect(formatUsage(640, "ms", en)).toBe("640 ms");
  expect(formatUsage(6400, "ms", en)).toBe("6.4 sec");
  expect(formatUsage(0.125, "share", en)).toBe("12.5%");
  expect(formatUsage(12_300, "count", { locale: "en", short: true })).toBe("12.3K");
});

test("an axis ends above its largest value, at a number whose half is round", () => {
  expect([0.0074, 2760, 1, 100, 101].map((most) => axisTop([0, most, null], "count"))).toEqual([
    0.008, 4000, 1, 100, 200,
  ]);
  expect(axisTop([0, null], "usd")).toBe(0.01);
  expect(axisTop([], "count")).toBe(10);
});

test("a small share is not spread over a whole axis, and none is above all", () => {
  expect([0, 0.004, 0.37, 1].map((most) => axisTop([most], "share"))).toEqual([0.1, 0.1, 0.4, 1]);
});
