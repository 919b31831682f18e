/** The database is killed under the running application and comes back: who asks is told so, and nothing else breaks. */
import { afterAll, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import type { WireError } from "../../../lib/errors.ts";
import { adminKey } from "../../support/api-key.ts";
import {
  type Ask,
  type Browser,
  contentOf,
  readFrames,
  startApp,
  type TestApp,
} from "../../support/app-request.ts";
import { type BreakableDatabase, breakableDatabase } from "../../support/breakable-database.ts";

let app: TestApp;
let way: BreakableDatabase;
let known: Browser;

beforeAll(async () => {
  app = await startApp({
    environment: { ADMIN_API_KEY: adminKey, NEW_VISITORS_PER_MINUTE_PER_IP: "0", OPENAI_API_KEY: "" },
    through: async (url) => {
      way = await breakableDatabase(url);
      return way.url;
    },
  });
  known = app.browser();
  await answered(known);
});
afterAll(async () => {
  await way.close();
  await app.close();
});
beforeEach(() => way.mend().catch(() => undefined));

const chat: Ask = { method: "POST", json: { message: "How long does a rollout take?", mode: "text" } };
const admin: Ask = { headers: { authorization: `Bearer ${adminKey}` } };
const generate: Ask = {
  ...admin,
  method: "POST",
  json: { messages: [{ role: "user", content: "Hello" }], config: { userId: "buyer", action: "ai_message" } },
};
const completion: Ask = {
  ...admin,
  method: "POST",
  json: { model: "bevgenie", messages: [{ role: "user", content: "How long does a rollout take?" }] },
};

async function answered(browser: Browser): Promise<string> {
  const response = await browser.ask("/api/chat", chat);
  expect(response.status).toBe(200);
  return contentOf(await readFrames(response));
}

const health = async () => {
  const response = await app.browser().ask("/api/orchestrator/health");
  return { status: response.status, body: (await response.json()) as { status: string; database: string } };
};

/** Everything that cannot do without the database, and how each asks. */
const needing: [name: string, path: string, ask: Ask, who: "known" | "new"][] = [
  ["a known visitor's message", "/api/chat", chat, "known"],
  ["a newcomer's message", "/api/chat", chat, "new"],
  ["a page", "/api/chat", { ...chat, json: { message: "Show me a comparison", mode: "generate" } }, "new"],
  ["a known visitor's session", "/api/session", {}, "known"],
  ["a change of the session", "/api/session", { method: "PATCH", json: { personaId: "warm" } }, "known"],
  ["conversations", "/api/conversations", {}, "known"],
  ["documents of the console", "/api/admin/documents", admin, "new"],
  ["usage", "/api/admin/usage", admin, "new"],
  ["people", "/api/admin/people/somebody", admin, "new"],
  [
    "a search in the console",
    "/api/admin/search",
    { ...admin, method: "POST", json: { query: "rollout" } },
    "new",
  ],
  ["a sign-in", "/api/admin/session", { method: "POST", json: { password: "a long password" } }, "new"],
  ["figures", "/api/orchestrator/metrics", admin, "new"],
  [
    "a key that nobody has looked up",
    "/api/admin/usage",
    { headers: { authorization: "Bearer bg_live_unknown" } },
    "new",
  ],
];

test.each(needing)("%s is refused as unavailable for now, and by no more", async (_name, path, ask, who) => {
  await way.cut();
  const response = await (who === "known" ? known : app.browser()).ask(path, ask);
  const { error } = (await response.json()) as { error: WireError };
  expect({ status: response.status, code: error.code }).toEqual({
    status: 503,
    code: "provider_unavailable",
  });
  expect(response.headers.get("retry-after")).toBe("5");
  expect(error).toMatchObject({ retryAfterSeconds: 5, requestId: expect.any(String) });
  expect(error.message).toBe("Our database cannot be reached right now. Try again in a moment.");
});

test("routes of another ecosystem's shape keep it, with the same status", async () => {
  await way.cut();
  const generated = await app.browser().ask("/api/orchestrator/generate", generate);
  expect(generated.status).toBe(503);
  expect(await generated.json()).toMatchObject({ success: false, code: "provider_unavailable" });
  const completed = await app.browser().ask("/api/v1/chat/completions", completion);
  expect(completed.status).toBe(503);
  expect(await completed.json()).toMatchObject({
    error: { type: "server_error", message: expect.any(String) },
  });
});

test("health says what is down, and a newcomer's session needs no database", async () => {
  await way.cut();
  expect(await health()).toMatchObject({ status: 503, body: { status: "down", database: "down" } });
  app.calls.length = 0;
  const session = await app.browser().ask("/api/session");
  expect(session.status).toBe(200);
  expect(await session.json()).toMatchObject({ visitorId: null, tier: "basic", answers: "offline" });
  expect(app.calls).toEqual([]);
});

test("a newcomer's energy is what the database would have said", async () => {
  const session = (await (await app.browser().ask("/api/session")).json()) as { energy: object };
  const { id } = await app.call<{ id: string }>("read_workspace", { p_slug: "bevgenie" });
  const wallet = await app.call<object>("read_wallet", {
    ...{ p_workspace: id, p_user: "nobody", p_tier: "basic", p_daily: { basic: 1_000 } },
  });
  expect(wallet).toMatchObject(session.energy);
});

test("a workspace that has to be read again is what it was for as long as the database is away", async () => {
  await way.cut();
  jest.useFakeTimers({
    advanceTimers: true,
    doNotFake: ["setTimeout", "setImmediate", "nextTick", "setInterval"],
  });
  jest.setSystemTime(Date.now() + 6 * 60 * 1000);
  const session = await app
    .browser()
    .ask("/api/session")
    .finally(() => jest.useRealTimers());
  expect(session.status).toBe(200);
  const unknown = await app.browser().ask("/api/session", { headers: { "x-workspace": "another" } });
  expect(unknown.status).toBe(503);
});

test("when it is back everything is, without a restart", async () => {
  await way.cut();
  expect((await known.ask("/api/chat", chat)).status).toBe(503);
  await way.mend();
  expect(await answered(known)).toMatch(/six weeks/);
  expect(await answered(app.browser())).toMatch(/six weeks/);
  expect(await health()).toMatchObject({ status: 200, body: { status: "ok", database: "ok" } });
  expect((await known.ask("/api/session")).status).toBe(200);
  expect((await app.browser().ask("/api/admin/documents", admin)).status).toBe(200);
});
