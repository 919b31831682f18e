/** Knowing an id is not enough: what is another's is 404, at every address that takes one. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  type Ask,
  type Browser,
  frameOf,
  readFrames,
  startApp,
  type TestApp,
} from "../../support/app-request.ts";
import { company } from "../../support/company.ts";

let app: TestApp;
let owner: Browser;
let ids: { conversationId: string; turnId: string; pageId: string };

const question = "How long does a rollout take?";
const elsewhere = { "x-workspace": "elsewhere" };

async function chat(browser: Browser, headers: Record<string, string> = {}) {
  const response = await browser.ask("/api/chat", {
    method: "POST",
    json: { message: question, mode: "text" },
    headers,
  });
  return frameOf<{ conversationId: string; turnId: string }>(await readFrames(response), "turn");
}

beforeAll(async () => {
  app = await startApp({ workspaces: [company(), company("elsewhere")] });
  owner = app.browser();
  const { conversationId, turnId } = await chat(owner);
  const response = await owner.ask("/api/chat", {
    method: "POST",
    json: { message: "Show me the rollout plan", mode: "generate" },
  });
  const { pageId } = (await response.json()) as { pageId: string };
  ids = { conversationId, turnId, pageId };
});
afterAll(() => app.close());

/** Every request that names something of a visitor's. */
function requests(): [string, Ask][] {
  const conversation = `/api/conversations/${ids.conversationId}`;
  const page = `/api/pages/${ids.pageId}`;
  return [
    [conversation, {}],
    [conversation, { method: "PATCH", json: { title: "taken over" } }],
    [conversation, { method: "DELETE" }],
    [`${conversation}/share`, { method: "POST" }],
    [`/api/chat/${ids.turnId}/stop`, { method: "POST" }],
    [
      "/api/chat",
      { method: "POST", json: { message: "mine now", mode: "text", conversationId: ids.conversationId } },
    ],
    [
      "/api/chat",
      { method: "POST", json: { message: "mine now", mode: "generate", conversationId: ids.conversationId } },
    ],
    ["/api/feedback", { method: "POST", json: { turnId: ids.turnId, rating: -1 } }],
    [page, {}],
    [page, { method: "PATCH", json: { withdrawn: true } }],
    [`${page}/versions`, {}],
    [`${page}/restore`, { method: "POST", json: { version: 1 } }],
  ];
}

const everything = async () => (await owner.ask("/api/session/export")).text();

async function statuses(browser: Browser, headers: Record<string, string> = {}): Promise<string[]> {
  const found: string[] = [];
  for (const [path, ask] of requests()) {
    const response = await browser.ask(path, { ...ask, headers });
    found.push(`${response.status} ${ask.method ?? "GET"} ${path}`);
    if (response.status === 404)
      expect(await response.json()).toMatchObject({ error: { code: "not_found" } });
  }
  return found;
}

const allRefused = () => requests().map(([path, ask]) => `404 ${ask.method ?? "GET"} ${path}`);

test("somebody without a cookie, another visitor, and one of another workspace get 404 and change nothing", async () => {
  const before = await everything();
  const neighbour = app.browser();
  await chat(neighbour);
  const foreigner = app.browser();
  await chat(foreigner, elsewhere);
  expect(await statuses(app.browser())).toEqual(allRefused());
  expect(await statuses(neighbour)).toEqual(allRefused());
  expect(await statuses(foreigner, elsewhere)).toEqual(allRefused());
  expect(await everything()).toBe(before);
});

test("the owner's own cookie opens nothing of theirs in another workspace, even under its name", async () => {
  const moved = app.browser();
  moved.cookies.set("bevgenie_session_elsewhere", String(owner.cookies.get("bevgenie_session")));
  expect(await statuses(moved, elsewhere)).toEqual(allRefused());
});

test("a running turn can be stopped by its visitor alone", async () => {
  const held = Promise.withResolvers<void>();
  const turnId = crypto.randomUUID();
  const { startTurn } = await import("../../../lib/ai/running-turns.ts");
  const { visitorId } = (await (await owner.ask("/api/session")).json()) as { visitorId: string };
  const workspace = await app.call<{ id: string }>("read_workspace", { p_slug: "bevgenie" });
  const turn = startTurn({
    turnId,
    workspaceId: workspace.id,
    running: app.runtime.running,
    async *run(_signal, onVisitor) {
      onVisitor({ visitorId, version: 1, conversationId: ids.conversationId, scores: {} });
      yield { sources: [] };
      await held.promise;
    },
    toWire: () => ({ code: "internal", message: "", requestId: "" }),
    onFailure: () => undefined,
  });
  const neighbour = app.browser();
  await chat(neighbour);
  for (const browser of [neighbour, app.browser()]) {
    expect((await browser.ask(`/api/chat/${turnId}/stop`, { method: "POST" })).status).toBe(404);
  }
  const moved = app.browser();
  moved.cookies.set("bevgenie_session_elsewhere", String(owner.cookies.get("bevgenie_session")));
  for (const [path, method] of [
    [`/api/chat/${turnId}/stop`, "POST"],
    [`/api/chat/${turnId}/stream`, "GET"],
  ] as const)
    expect((await moved.ask(path, { method, headers: elsewhere })).status).toBe(404);
  expect(turn.controller.signal.aborted).toBe(false);
  held.resolve();
  await turn.finished;
});

test.each(["not-an-id", "1", "%27%20or%201=1", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"])(
  "an id that names nothing (%s) is 404 everywhere",
  async (id) => {
    for (const path of [
      `/api/conversations/${id}`,
      `/api/pages/${id}`,
      `/api/pages/${id}/versions`,
      `/api/documents/${id}`,
    ]) {
      expect((await owner.ask(path)).status).toBe(404);
    }
  },
);

test("a document of another workspace is 404", async () => {
  const response = await owner.ask("/api/chat", {
    method: "POST",
    json: { message: question, mode: "text" },
  });
  const [source] = frameOf<{ documentId: string }[]>(await readFrames(response), "sources");
  expect((await owner.ask(`/api/documents/${source?.documentId}`)).status).toBe(200);
  expect((await owner.ask(`/api/documents/${source?.documentId}`, { headers: elsewhere })).status).toBe(404);
});

test("a workspace that is not there is 404", async () => {
  const response = await owner.ask("/api/session", { headers: { "x-workspace": "nowhere" } });
  expect(response.status).toBe(404);
});
