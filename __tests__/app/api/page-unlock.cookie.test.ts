import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { closeTurn } from "../../../lib/ai/close-turn.ts";
import { hashPassword } from "../../../lib/password.ts";
import { startApp, type TestApp } from "../../support/app-request.ts";
import { opened, ownerOf, replyOf, routedTurn, turnDepsOn } from "../../support/turns.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

test.each([
  ["https", true],
  ["http", false],
])("over %s, the cookie that opens a page is kept from plain connections: %s", async (scheme, isSecure) => {
  const { deps } = await turnDepsOn(app.call);
  const id = crypto.randomUUID();
  const open = await opened(routedTurn({ mode: "generate" }), deps);
  await closeTurn(open, replyOf("A page.", { page: { id, spec: {} as never } }), deps);
  const p_change = { passwordHash: await hashPassword("eight or more") };
  await app.call("change_page_link", { ...ownerOf(deps, open), p_page: id, p_change });
  const response = await app.browser().ask(`/api/pages/${id}/unlock`, {
    method: "POST",
    json: { password: "eight or more" },
    headers: { "x-forwarded-proto": scheme },
  });
  expect(response.status).toBe(200);
  expect(/; Secure\b/.test(String(response.headers.getSetCookie()[0]))).toBe(isSecure);
});
