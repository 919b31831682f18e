/** The orchestrator's chat for programs: the person they name, the voice, the documents, both shapes of answer. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { workspaceSchema } from "../../../../lib/workspace.ts";
import { adminKey, makeKey } from "../../../support/api-key.ts";
import {
  type Ask,
  type Browser,
  contentOf,
  frameOf,
  readFrames,
  startApp,
  type TestApp,
} from "../../../support/app-request.ts";
import { company } from "../../../support/company.ts";

let app: TestApp;
let browser: Browser;
let key: string;
let otherKey: string;

beforeAll(async () => {
  const base = company();
  const workspace = workspaceSchema.parse({
    ...base,
    voices: [
      ...base.voices,
      {
        id: "expert",
        name: "Expert",
        description: "",
        prompt: "x",
        category: "technical",
        tier: "enterprise",
      },
    ],
  });
  app = await startApp({
    workspaces: [workspace, company("elsewhere")],
    environment: { ADMIN_API_KEY: adminKey },
  });
  browser = app.browser();
  key = (await makeKey(app, { scopes: ["chat", "read"] })).key;
  otherKey = (await makeKey(app, { scopes: ["chat", "read"], slug: "elsewhere" })).key;
});
afterAll(() => app.close());

const ask = (path: string, { headers, ...rest }: Ask = {}, by = key) =>
  browser.ask(`/api/orchestrator/${path}`, {
    ...rest,
    headers: { authorization: `Bearer ${by}`, ...headers },
  });
const post = (path: string, json: object, by = key, headers = {}) =>
  ask(path, { method: "POST", json, headers }, by);

type Answer = {
  content: string;
  citations: { n: number }[];
  personaScores: Record<string, number>;
  intent: string;
  conversationId: string;
  turnId: string;
  meta: { provider: string };
};
const chat = async (json: object, by = key) => (await (await post("chat", json, by)).json()) as Answer;

const question = "How long does a rollout take?";

test("an answer is one object, and two database calls are all it takes", async () => {
  await chat({ message: question });
  app.calls.length = 0;
  const answer = await chat({ message: question, userId: "u-1" });
  expect(answer.content).toContain("six weeks");
  expect(answer).toMatchObject({
    citations: expect.arrayContaining([expect.objectContaining({ n: 1, excerpt: expect.any(String) })]),
    intent: "question",
    turnId: expect.any(String),
    conversationId: expect.any(String),
    meta: { provider: "offline" },
  });
  expect(app.calls).toEqual(["open_turn", "close_turn"]);
});

test("asked for a stream, it sends the frames of the chat", async () => {
  const response = await post("chat", { message: question }, key, { accept: "text/event-stream" });
  expect(response.headers.get("content-type")).toMatch("text/event-stream");
  const frames = await readFrames(response);
  expect(contentOf(frames)).toContain("six weeks");
  expect(frameOf(frames, "meta")).toBeDefined();
  expect(frames.at(-1)).toBe("[DONE]");
});

test("a conversation goes on for its person and for nobody else", async () => {
  const { conversationId } = await chat({ message: question, userId: "u-2" });
  const next = await chat({ message: "And the training?", userId: "u-2", conversationId });
  expect(next.conversationId).toBe(conversationId);
  for (const [body, by] of [
    [{ message: question, userId: "u-3", conversationId }, key],
    [{ message: question, conversationId }, key],
    [{ message: question, userId: "u-2", conversationId }, otherKey],
  ] as const) {
    expect((await post("chat", body, by)).status).toBe(404);
  }
});

test("a person of one workspace is another one elsewhere, and no browser is either", async () => {
  const said = "We are a beverage distributor";
  expect((await chat({ message: said, userId: "u-4" })).personaScores.distributor).toBeGreaterThan(0);
  expect((await chat({ message: question, userId: "u-4" })).personaScores.distributor).toBeGreaterThan(0);
  expect((await chat({ message: question, userId: "u-4" }, otherKey)).personaScores.distributor).toBe(0);
  expect(browser.cookies.size).toBe(0);
});

test("named documents are the only ones searched", async () => {
  const about = async (title: string) => {
    const headers = { authorization: `Bearer ${adminKey}` };
    const { documents } = (await (await browser.ask("/api/admin/documents", { headers })).json()) as {
      documents: { id: string; title: string }[];
    };
    return documents.find((one) => one.title === title)?.id ?? "";
  };
  const sources = async (ids: string[]) => {
    const response = await post("chat", { message: question, sources: ids }, key, {
      accept: "text/event-stream",
    });
    const found = frameOf<{ title: string }[]>(await readFrames(response), "sources");
    return new Set(found.map(({ title }) => title));
  };
  expect(await sources([await about("Route planning")])).not.toContain("Rollout");
  expect(await sources([await about("Rollout")])).toEqual(new Set(["Rollout"]));
  expect(await sources(["no-such-tag"])).toEqual(new Set());
});

test("voices are listed by category and tier, without their prompts", async () => {
  const list = async (query = "") => {
    const text = await (await ask(`personas${query}`)).text();
    expect(text).not.toContain("prompt");
    return (JSON.parse(text) as { personas: { id: string }[] }).personas.map(({ id }) => id);
  };
  expect(await list()).toEqual(["plain", "warm", "expert"]);
  expect(await list("?category=technical")).toEqual(["expert"]);
  expect(await list("?tier=basic")).toEqual(["plain", "warm"]);
  expect(await list("?tier=enterprise")).toEqual(["plain", "warm", "expert"]);
  expect((await ask("personas?tier=gold")).status).toBe(400);
});

test("a switched voice stays, and its history is the person's own", async () => {
  const { conversationId } = await chat({ message: question, userId: "u-5" });
  const body = { personaId: "warm", command: "be nicer", conversationId, userId: "u-5" };
  expect(await (await post("switch", body)).json()).toEqual({ from: "plain", to: "warm", success: true });
  expect(await (await post("switch", { personaId: "plain", userId: "u-5" })).json()).toMatchObject({
    from: "warm",
    to: "plain",
  });
  const history = async (query: string, by = key) =>
    ((await (await ask(`persona-history${query}`, {}, by)).json()) as { history: object[] }).history;
  expect(await history("?userId=u-5")).toEqual([
    { from: "warm", to: "plain", command: null, conversationId: null, at: expect.any(String) },
    { from: "plain", to: "warm", command: "be nicer", conversationId, at: expect.any(String) },
  ]);
  expect(await history("?userId=u-5&limit=1")).toHaveLength(1);
  expect(await history("?userId=u-6")).toEqual([]);
  expect(await history("?userId=u-5", otherKey)).toEqual([]);
  expect((await post("switch", { ...body, userId: "u-6" })).status).toBe(404);
});

test("a voice of a higher tier than the caller's is not theirs to choose", async () => {
  expect((await post("switch", { personaId: "expert" })).status).toBe(403);
  expect((await post("chat", { message: question, personaId: "expert" })).status).toBe(403);
  const rich = (await makeKey(app, { tier: "enterprise" })).key;
  expect((await post("switch", { personaId: "expert" }, rich)).status).toBe(200);
});

test.each([
  ["chat", { message: "" }, "message"],
  ["chat", { message: question, provider: "openai" }, "provider"],
  ["chat", { message: question, provider: "acme" }, "provider"],
  ["chat", { message: question, personaId: "nobody" }, "personaId"],
  ["chat", { message: question, conversationId: "x" }, "conversationId"],
  ["chat", { message: question, userId: "u".repeat(129) }, "userId"],
  ["chat", { message: question, sources: [] }, "sources"],
  ["chat", { message: question, baseUrl: "http://x" }, "baseUrl"],
  ["switch", { personaId: "nobody" }, "personaId"],
  ["switch", {}, "personaId"],
])("%s refuses %j", async (path, body, field) => {
  const response = await post(path, body);
  expect([response.status, await response.json()]).toMatchObject([400, { error: { field } }]);
});

test("without a key, with the wrong scope or another workspace's, nothing is answered", async () => {
  const readOnly = (await makeKey(app, { scopes: ["read"] })).key;
  expect((await post("chat", { message: question }, "bg_live_wrong")).status).toBe(401);
  expect((await post("chat", { message: question }, readOnly)).status).toBe(403);
  expect((await post("chat", { message: question }, key, { "x-workspace": "elsewhere" })).status).toBe(403);
  expect((await browser.ask("/api/orchestrator/personas")).status).toBe(401);
  expect((await ask("persona-history?limit=0")).status).toBe(400);
});
