import { beforeEach, expect, test } from "@jest/globals";
import { forgetUnheard, keepUnheard, takeUnheard } from "../../../lib/client/unheard-message.ts";

const stored = new Map<string, string>();
const storage = {
  getItem: (name: string) => stored.get(name) ?? null,
  setItem: (name: string, value: string) => void stored.set(name, value),
  removeItem: (name: string) => void stored.delete(name),
};
beforeEach(() => stored.clear());

const body = { message: "How long?", mode: "text" as const, idempotencyKey: "key-1" };
const minute = 60_000;

test("a message that nothing was heard of is given once after a reload, in its own workspace", () => {
  keepUnheard("bevgenie", body, { storage, now: 0 });
  expect(takeUnheard("other", { storage, now: minute })).toEqual([]);
  expect(takeUnheard("bevgenie", { storage, now: minute })).toEqual([body]);
  expect(takeUnheard("bevgenie", { storage, now: minute })).toEqual([]);
});

test("what was heard of is forgotten, and another message's word does not do that", () => {
  keepUnheard("bevgenie", body, { storage, now: 0 });
  forgetUnheard("bevgenie", "key-2", { storage });
  expect(stored.size).toBe(1);
  forgetUnheard("bevgenie", "key-1", { storage });
  expect(takeUnheard("bevgenie", { storage, now: minute })).toEqual([]);
});

test("several are given in the order of sending, each once", () => {
  const next = { ...body, message: "And how much?", idempotencyKey: "key-2" };
  for (const one of [body, next, body]) keepUnheard("bevgenie", one, { storage, now: 0 });
  expect(takeUnheard("bevgenie", { storage, now: minute })).toEqual([next, body]);
});

test("after the server has forgotten a newcomer's key it is not asked again", () => {
  keepUnheard("bevgenie", body, { storage, now: 0 });
  expect(takeUnheard("bevgenie", { storage, now: 10 * minute })).toEqual([]);
});

test("a storage that is full, or holds something else, keeps nobody from sending", () => {
  const full = {
    ...storage,
    setItem: () => {
      throw new Error("QuotaExceededError");
    },
  };
  keepUnheard("bevgenie", body, { storage: full, now: 0 });
  stored.set("unheard:bevgenie", "{broken");
  expect(takeUnheard("bevgenie", { storage, now: 0 })).toEqual([]);
});
