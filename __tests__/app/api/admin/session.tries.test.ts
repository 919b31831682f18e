import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { hashPassword } from "../../../../lib/password.ts";
import { startApp, type TestApp } from "../../../support/app-request.ts";

/** Seven passwords one after the other, each a third of a second of a processor that may be shared. */
const sevenPasswordsMs = 60_000;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  const p_password_hash = await hashPassword("the right password");
  await app.call("write_owner", { p_email: "owner@example.com", p_password_hash });
});
afterAll(() => app.close());

async function tried(address: string, json: { password: string; email?: string }): Promise<number> {
  const headers = { "x-client-address": address };
  return (await app.browser().ask("/api/admin/session", { method: "POST", json, headers })).status;
}

test(
  "an address has five wrong tries a minute, whether they name the owner or nobody",
  async () => {
    const password = "a wrong password";
    const first = await Promise.all([1, 2, 3].map(() => tried("192.0.2.1", { password })));
    const email = "Owner@Example.com";
    const second = await Promise.all([4, 5].map(() => tried("192.0.2.1", { password, email })));
    expect([...first, ...second]).toEqual([401, 401, 401, 401, 401]);
    expect(await tried("192.0.2.1", { password: "the right password" })).toBe(429);
  },
  sevenPasswordsMs,
);

test(
  "wrong tries from elsewhere do not keep out who knows the password",
  async () => {
    const wrong = { password: "a wrong password", email: "owner@example.com" };
    for (let index = 1; index <= 6; index += 1) expect(await tried(`198.51.100.${index}`, wrong)).toBe(401);
    expect(await tried("203.0.113.1", { ...wrong, password: "the right password" })).toBe(200);
  },
  sevenPasswordsMs,
);

test(
  "right passwords are no tries, however many follow each other",
  async () => {
    for (let index = 1; index <= 7; index += 1)
      expect(await tried("203.0.113.2", { password: "the right password" })).toBe(200);
  },
  sevenPasswordsMs,
);

test(
  "tries side by side are counted before they are looked at",
  async () => {
    const outcomes: number[] = [];
    const wrong = { password: "a wrong password" };
    const trying = Array.from({ length: 9 }, async () => outcomes.push(await tried("203.0.113.3", wrong)));
    await Promise.all(trying);
    // Looking at a password takes its time: what is refused without that is told first.
    expect(outcomes).toEqual([429, 429, 429, 429, 401, 401, 401, 401, 401]);
  },
  sevenPasswordsMs,
);
