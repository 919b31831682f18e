/** The visitor's routes together, with no model connected. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { WireError } from "../../../lib/errors.ts";
import {
  type Browser,
  contentOf,
  type Frame,
  frameOf,
  readFrames,
  startApp,
  type TestApp,
} from "../../support/app-request.ts";
import { streamReader } from "../../support/stream-reader.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const question = "How long does a rollout take?";

async function chat(browser: Browser, json: Record<string, unknown> = {}): Promise<(Frame | "[DONE]")[]> {
  const response = await browser.ask("/api/chat", {
    method: "POST",
    json: { message: question, mode: "text", ...json },
  });
  expect(response.status).toBe(200);
  return readFrames(response);
}

async function errorOf(response: Response): Promise<WireError> {
  return ((await response.json()) as { error: WireError }).error;
}

test("a page is given again frame for frame under the same ids, from any of them", async () => {
  const browser = app.browser();
  const response = await browser.ask("/api/chat", {
    method: "POST",
    json: { message: "What does route planning save?", mode: "generate" },
    headers: { accept: "text/event-stream" },
  });
  const { frames, toEnd } = streamReader(response);
  await toEnd();
  const { turn } = (frames[0] as { data: unknown }).data as { turn: { turnId: string } };
  const keys = frames.map(({ data }) => (data === "[DONE]" ? data : Object.keys(data as object)[0]));
  expect([keys[0], keys.at(-2), keys.at(-1)]).toEqual(["turn", "meta", "[DONE]"]);
  expect(keys.filter((key) => key === "page")).toHaveLength(1);
  expect(keys.filter((key) => key === "section").length).toBeGreaterThan(1);
  const again = (lastEventId?: string) =>
    browser.ask(`/api/chat/${turn.turnId}/stream`, {
      headers: lastEventId === undefined ? {} : { "last-event-id": lastEventId },
    });
  expect(await streamReader(await again()).toEnd()).toEqual(frames);
  for (let after = 1; after < frames.length; after += 1) {
    expect(await streamReader(await again(String(after))).toEnd()).toEqual(frames.slice(after));
  }
});

describe("a text answer", () => {
  test("is an event stream in the order of the contract, [DONE] last", async () => {
    const response = await app
      .browser()
      .ask("/api/chat", { method: "POST", json: { message: question, mode: "text" } });
    expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(response.headers.get("cache-control")).toContain("no-cache");
    const frames = await readFrames(response);
    const keys = frames.map((frame) => (frame === "[DONE]" ? frame : Object.keys(frame)[0]));
    const order = keys.filter((key, index) => key !== keys[index - 1]);
    expect(order).toEqual(["turn", "sources", "content", "citations", "followUps", "meta", "[DONE]"]);
  });

  test("stands on the knowledge base, with offsets that hold in the stored text", async () => {
    const frames = await chat(app.browser());
    expect(contentOf(frames)).toMatch(/six weeks.*\[\d\]/s);
    const sources = frameOf<{ n: number; documentId: string }[]>(frames, "sources");
    const citations = frameOf<{ n: number; excerpt: string; start: number; end: number }[]>(
      frames,
      "citations",
    );
    expect(citations.length).toBeGreaterThan(0);
    for (const { n, excerpt, start, end } of citations) {
      const source = sources.find((one) => one.n === n);
      const response = await app.browser().ask(`/api/documents/${source?.documentId}`);
      const { text } = (await response.json()) as { text: string };
      expect(text.slice(start, end)).toBe(excerpt);
    }
  });

  test("says what it cost: nothing, and that it is offline", async () => {
    const meta = frameOf(await chat(app.browser()), "meta");
    expect(meta).toMatchObject({
      provider: "offline",
      tokensUsed: 0,
      costUSD: 0,
      cached: false,
      fallbackUsed: false,
    });
  });

  test("takes one database call before its first content and one after its last", async () => {
    const browser = app.browser();
    await chat(browser);
    await chat(browser);
    app.calls.length = 0;
    const response = await browser.ask("/api/chat", {
      method: "POST",
      json: { message: question, mode: "text" },
    });
    await response.text();
    const turnCalls = app.calls.filter((name) => !/snapshot|read_knowledge|knowledge_/.test(name));
    expect(turnCalls).toEqual(["open_turn", "close_turn"]);
  });

  test("to what is off topic is a polite refusal without sources", async () => {
    const frames = await chat(app.browser(), { message: "Write me a poem about cats" });
    expect(contentOf(frames)).toBe("I can only speak of deliveries.");
    expect(frameOf(frames, "sources")).toEqual([]);
  });

  test("is refused in words while the process is shutting down", async () => {
    app.runtime.draining = true;
    const response = await app
      .browser()
      .ask("/api/chat", { method: "POST", json: { message: "a", mode: "text" } });
    app.runtime.draining = false;
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
    expect(await errorOf(response)).toMatchObject({ code: "provider_unavailable", retryAfterSeconds: 5 });
  });
});

describe("a visitor", () => {
  test("is nobody before the first turn, and themselves from then on", async () => {
    const browser = app.browser();
    const before = await (await browser.ask("/api/session")).json();
    expect(before).toMatchObject({
      visitorId: null,
      conversationId: null,
      signals: [],
      personaId: "plain",
      answers: "offline",
    });
    expect(browser.cookies.size).toBe(0);

    const frames = await chat(browser, { message: "We are a beverage distributor" });
    const turn = frameOf<{ conversationId: string; personaScores: object; turnId: string }>(frames, "turn");
    const after = (await (await browser.ask("/api/session")).json()) as Record<string, unknown>;
    expect(after).toMatchObject({ conversationId: turn.conversationId, personaScores: turn.personaScores });
    await chat(browser);
    expect(await (await browser.ask("/api/session")).json()).toMatchObject({ visitorId: after.visitorId });
  });

  test("finds the conversation again, with every message, citation and mode", async () => {
    const browser = app.browser();
    const frames = await chat(browser);
    const { conversationId } = frameOf<{ conversationId: string }>(frames, "turn");
    const { conversations } = (await (await browser.ask("/api/conversations")).json()) as {
      conversations: { id: string; turns: number }[];
    };
    expect(conversations).toEqual([
      expect.objectContaining({ id: conversationId, title: question, turns: 1 }),
    ]);
    const conversation = (await (await browser.ask(`/api/conversations/${conversationId}`)).json()) as {
      messages: unknown[];
    };
    expect(conversation.messages).toEqual([
      expect.objectContaining({ role: "user", content: question, mode: "text" }),
      expect.objectContaining({
        role: "assistant",
        content: contentOf(frames),
        status: "answered",
        citations: frameOf(frames, "citations"),
        meta: frameOf(frames, "meta"),
      }),
    ]);
  });

  test("searches conversations by words in the title or in what was said", async () => {
    const browser = app.browser();
    await chat(browser);
    await browser.ask("/api/conversations", { method: "POST" });
    await chat(browser, { message: "What does route planning save? 100%" });
    const find = async (query: string) => {
      const response = await browser.ask(`/api/conversations?query=${encodeURIComponent(query)}`);
      return ((await response.json()) as { conversations: { title: string }[] }).conversations.map(
        ({ title }) => title,
      );
    };
    expect(await find("ROLLOUT")).toEqual([question]);
    expect(await find("nine percent")).toEqual(["What does route planning save? 100%"]);
    expect(await find("100%")).toHaveLength(1);
    expect(await find("%")).toHaveLength(1);
    expect(await find("_")).toEqual([]);
    expect(await find("\u0000")).toHaveLength(2);
    expect(await find(`${"🍺".repeat(150)}`)).toEqual([]);
  });

  test("begins a new conversation with the id that is answered, even when the cookie was revoked meanwhile", async () => {
    const browser = app.browser();
    await chat(browser);
    const revoked = new Map(browser.cookies);
    await browser.ask("/api/session", { method: "DELETE" });
    for (const [name, value] of revoked) browser.cookies.set(name, value);
    const begun = await browser.ask("/api/conversations", { method: "POST" });
    expect(begun.status).toBe(201);
    const { id } = (await begun.json()) as { id: string };
    expect(frameOf<{ conversationId: string }>(await chat(browser), "turn").conversationId).toBe(id);
    expect(
      frameOf<{ conversationId: string }>(await chat(browser, { conversationId: id }), "turn").conversationId,
    ).toBe(id);
  });

  test("renames, shares and deletes a conversation", async () => {
    const browser = app.browser();
    const { conversationId } = frameOf<{ conversationId: string }>(await chat(browser), "turn");
    const path = `/api/conversations/${conversationId}`;
    expect(
      await (await browser.ask(path, { method: "PATCH", json: { title: "  Rollout 🍺 " } })).json(),
    ).toEqual({
      id: conversationId,
      title: "Rollout 🍺",
    });
    const share = async () =>
      ((await (await browser.ask(`${path}/share`, { method: "POST" })).json()) as { url: string }).url;
    const url = await share();
    expect(url).toMatch(/^\/c\/[\w-]{24}$/);
    expect(await share()).toBe(url);
    expect((await browser.ask(path, { method: "DELETE" })).status).toBe(200);
    expect((await browser.ask(path)).status).toBe(404);
    expect((await browser.ask(path, { method: "DELETE" })).status).toBe(404);
  });

  test("rates a turn, changes the rating, and finds it with the message", async () => {
    const browser = app.browser();
    const { turnId, conversationId } = frameOf<{ turnId: string; conversationId: string }>(
      await chat(browser),
      "turn",
    );
    for (const rating of [1, -1]) {
      const response = await browser.ask("/api/feedback", {
        method: "POST",
        json: { turnId, rating, comment: "why" },
      });
      expect(await response.json()).toEqual({ turnId, rating });
    }
    const conversation = (await (await browser.ask(`/api/conversations/${conversationId}`)).json()) as {
      messages: { rating?: number }[];
    };
    expect(conversation.messages.at(-1)?.rating).toBe(-1);
  });

  test("corrects what is believed, and is spoken to as they chose", async () => {
    const browser = app.browser();
    await chat(browser, { message: "We are a beverage distributor" });
    const patched = await browser.ask("/api/session", {
      method: "PATCH",
      json: { personaScores: { distributor: 0, technology_buyer: 1 }, personaId: "warm" },
    });
    const corrected = await patched.json();
    expect(corrected).toMatchObject({
      personaScores: { distributor: 0, technology_buyer: 1 },
      personaId: "warm",
    });
    expect(await (await browser.ask("/api/session")).json()).toEqual(corrected);
    const { personaScores } = frameOf<{ personaScores: object }>(await chat(browser), "turn");
    expect(personaScores).toMatchObject({ technology_buyer: 1 });
  });

  test("can correct before having said a word", async () => {
    const browser = app.browser();
    const patched = await browser.ask("/api/session", {
      method: "PATCH",
      json: { personaScores: { distributor: 0.5 } },
    });
    const corrected = (await patched.json()) as { visitorId: string; conversationId: string };
    expect(corrected.visitorId).not.toBeNull();
    expect(frameOf(await chat(browser), "turn")).toMatchObject({
      conversationId: corrected.conversationId,
      personaScores: { distributor: 0.5 },
    });
  });

  test("takes everything away, then is erased, and the old cookie is worth nothing", async () => {
    const browser = app.browser();
    const { conversationId } = frameOf<{ conversationId: string }>(await chat(browser), "turn");
    const exported = await browser.ask("/api/session/export");
    expect(exported.headers.get("content-disposition")).toContain("attachment");
    expect(await exported.text()).toContain(question);

    const old = new Map(browser.cookies);
    expect((await browser.ask("/api/session", { method: "DELETE" })).status).toBe(200);
    expect(browser.cookies.size).toBe(0);
    for (const [name, value] of old) browser.cookies.set(name, value);
    expect((await browser.ask(`/api/conversations/${conversationId}`)).status).toBe(404);
    expect((await browser.ask("/api/session/export")).status).toBe(404);
    expect(await (await browser.ask("/api/session")).json()).toMatchObject({ visitorId: null });
    expect(frameOf<{ conversationId: string }>(await chat(browser), "turn").conversationId).not.toBe(
      conversationId,
    );
  });

  test.each([
    ["bevgenie_session", "Fe26.2**tampered"],
    ["bevgenie_session", "A".repeat(9_000)],
    ["bevgenie_session", "%E0%A4%A"],
  ])("with a cookie that is not to be believed (%s) is somebody new, never an error", async (name, value) => {
    const browser = app.browser();
    browser.cookies.set(name, value);
    expect((await browser.ask("/api/session")).status).toBe(200);
    expect((await browser.ask("/api/conversations")).status).toBe(200);
    await chat(browser);
    expect(browser.cookies.get("bevgenie_session")).not.toBe(value);
  });
});

describe("a page", () => {
  test("is one JSON answer, and is there again under its id", async () => {
    const browser = app.browser();
    const response = await browser.ask("/api/chat", {
      method: "POST",
      json: { message: "Show me the rollout plan", mode: "generate" },
    });
    expect(response.status).toBe(200);
    const made = (await response.json()) as {
      type: string;
      pageId: string;
      url: string;
      page: { title: string; sections: unknown[] };
    };
    expect(made).toMatchObject({
      type: "page_generated",
      url: `/p/${made.pageId}`,
      meta: { provider: "offline" },
    });
    expect(made.page.sections.length).toBeGreaterThan(0);
    const kept = (await (await browser.ask(`/api/pages/${made.pageId}`)).json()) as { page: object };
    expect(kept.page).toEqual(made.page);
    expect(browser.cookies.has("bevgenie_session")).toBe(true);
  });

  test("streams to who asks for a stream: its head, then each section, then the rest", async () => {
    const response = await app.browser().ask("/api/chat", {
      method: "POST",
      json: { message: "Show me the rollout plan", mode: "generate" },
      headers: { accept: "text/event-stream" },
    });
    const frames = await readFrames(response);
    const keys = frames.map((frame) => (frame === "[DONE]" ? frame : Object.keys(frame)[0]));
    expect(keys.filter((key, index) => key !== keys[index - 1])).toEqual([
      "turn",
      "sources",
      "page",
      "section",
      "meta",
      "[DONE]",
    ]);
  });
});
