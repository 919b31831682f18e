import { expect, test } from "@jest/globals";
import { kept } from "../../lib/kept.ts";

function counting(keepMs = 1000, most = 10) {
  const clock = { ms: 0 };
  const loads: string[] = [];
  const load = async (key: string) => {
    loads.push(key);
    return `${key} ${loads.length}`;
  };
  return { clock, loads, cache: kept({ load, keepMs, most, now: () => clock.ms }) };
}

test("a thousand at once load once", async () => {
  const { cache, loads } = counting();
  const got = await Promise.all(Array.from({ length: 1000 }, () => cache.get("a")));
  expect(new Set(got)).toEqual(new Set(["a 1"]));
  expect(loads).toEqual(["a"]);
  expect(cache.counts()).toEqual({ hits: 999, misses: 1, entries: 1 });
});

test("what is too old is loaded again, and knows what it was", async () => {
  const befores: (number | undefined)[] = [];
  const clock = { ms: 0 };
  const load = (_key: string, before: number | undefined) => {
    befores.push(before);
    return befores.length;
  };
  const cache = kept({ load, keepMs: 1000, most: 10, now: () => clock.ms });
  cache.get("a");
  clock.ms = 999;
  expect(cache.get("a")).toBe(1);
  clock.ms = 1000;
  expect(cache.get("a")).toBe(2);
  expect(befores).toEqual([undefined, 1]);
});

test("what was dropped is loaded again, even when its load was under way", async () => {
  const { cache } = counting();
  const before = cache.get("a");
  cache.drop("a");
  const after = cache.get("a");
  expect(await before).toBe("a 1");
  expect(await after).toBe("a 2");
  expect(await cache.get("a")).toBe("a 2");
});

test("a load that fails is not kept, and does not take away what came after it", async () => {
  let fail: (reason: Error) => void = () => undefined;
  let loads = 0;
  const load = () => {
    loads += 1;
    return loads === 1 ? new Promise<string>((_, reject) => (fail = reject)) : Promise.resolve("whole");
  };
  const cache = kept<Promise<string>>({ load, keepMs: 1000, most: 10, now: () => 0 });
  const first = cache.get("a");
  cache.drop("a");
  const second = cache.get("a");
  fail(new Error("out of order"));
  await expect(first).rejects.toThrow("out of order");
  expect(await second).toBe("whole");
  expect(await cache.get("a")).toBe("whole");
  expect(loads).toBe(2);
});

test("of too many the one unused the longest goes", async () => {
  const { cache, loads } = counting(1000, 2);
  for (const key of ["a", "b", "a", "c", "a", "b"]) await cache.get(key);
  expect(loads).toEqual(["a", "b", "c", "b"]);
  expect(cache.counts().entries).toBe(2);
  expect(cache.clear()).toBe(2);
});
