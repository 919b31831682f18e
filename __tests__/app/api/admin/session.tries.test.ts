import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { hashPassword } from "../../../../lib/password.ts";
import { startApp, type TestApp } from "../../../support/app-request.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  const p_password_hash = await hashPassword("the right password");
  await app.call("write_owner", { p_email: "owner@example.com", p_password_hash });
});
afterAll(() => app.close());

test("the owner's tries are counted together, whether they give their email or none", async () => {
  const tried = async (index: number, email?: string) => {
    const headers = { "x-client-address": `192.0.2.${index}` };
    const json = { password: "a wrong password", ...(email && { email }) };
    return (await app.browser().ask("/api/admin/session", { method: "POST", json, headers })).status;
  };
  const first = await Promise.all([1, 2, 3].map((index) => tried(index)));
  const second = await Promise.all([4, 5].map((index) => tried(index, "Owner@Example.com")));
  expect([...first, ...second]).toEqual([401, 401, 401, 401, 401]);
  expect([await tried(6), await tried(7, "owner@example.com")]).toEqual([429, 429]);
});
