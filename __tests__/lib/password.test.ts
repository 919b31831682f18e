import { expect, test } from "@jest/globals";
import { hashPassword, verifyPassword } from "../../lib/password.ts";

test("a password belongs to its own hash, and no other does", async () => {
  const hash = await hashPassword("an owner's password");
  expect(hash).toMatch(/^scrypt\$[\w-]{22}\$[\w-]{43}$/);
  expect(await verifyPassword("an owner's password", hash)).toBe(true);
  expect(await verifyPassword("an owner's Password", hash)).toBe(false);
});

test("the same password has another hash each time", async () => {
  expect(await hashPassword("one password")).not.toBe(await hashPassword("one password"));
});

test("a letter typed as one character or as two is the same letter", async () => {
  expect(await verifyPassword("cafe\u0301 cre\u0300me", await hashPassword("caf\u00E9 cr\u00E8me"))).toBe(
    true,
  );
});

test.each([undefined, "plain text", "scrypt$c2FsdA$c2hvcnQ"])(
  "no password belongs to the hash %p",
  async (hash) => {
    expect(await verifyPassword("", hash)).toBe(false);
  },
);
