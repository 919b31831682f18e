/** The chat's route with a model that answers over HTTP, byte for byte as it is told to. */
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { database } from "../../../lib/wiring.ts";
import { openaiAnswer, openaiDelta } from "../../lib/models/recorded-wire.ts";
import { type Browser, contentOf, frameOf, readFrames, type TestApp } from "../../support/app-request.ts";
import { company } from "../../support/company.ts";
import { startLiveApp } from "../../support/live-app.ts";
import type { MockProvider } from "../../support/mock-provider.ts";

let app: TestApp;
let mock: MockProvider;

beforeAll(async () => {
  const strict = { ...company("strict"), offlineAnswers: false };
  ({ app, mock } = await startLiveApp({
    workspaces: [company(), strict],
    environment: {
      EMBEDDING_MODEL: "local",
    },
  }));
});
afterAll(async () => {
  await app.close();
  await mock.close();
});
beforeEach(() => mock.forget());

const send = (browser: Browser, headers: Record<string, string> = {}) =>
  browser.ask("/api/chat", {
    method: "POST",
    json: { message: "How long is a rollout?", mode: "text", useCache: false },
    headers,
  });

type Stored = {
  messages: { role: string; content: string; status: string; meta?: object; error?: object }[];
};
async function conversation(browser: Browser): Promise<Stored["messages"]> {
  const { conversationId } = (await (await browser.ask("/api/session")).json()) as { conversationId: string };
  return ((await (await browser.ask(`/api/conversations/${conversationId}`)).json()) as Stored).messages;
}

/** Reads a stream until the answer's words contain `text`. */
async function readUntil(response: Response, text: string): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  for (let heard = ""; !heard.includes(text); ) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`the stream ended before ${text}: ${heard}`);
    heard += decoder.decode(value, { stream: true });
  }
  return reader;
}

test("an answer is the model's, with what it cost, and the session says that answers are live", async () => {
  mock.answer({ chunks: openaiAnswer(["A rollout takes ", "six weeks [1]."]) });
  const browser = app.browser();
  const response = await send(browser);
  expect(response.headers.getSetCookie()).toHaveLength(1);
  const frames = await readFrames(response);
  expect(contentOf(frames)).toBe("A rollout takes six weeks [1].");
  expect(frames.at(-1)).toBe("[DONE]");
  expect(frameOf(frames, "meta")).toMatchObject({
    provider: "openai",
    model: "gpt-4o",
    tokensPrompt: 900,
    tokensCompletion: 12,
    tokensUsed: 912,
    costUSD: expect.any(Number),
  });
  expect(await (await browser.ask("/api/session")).json()).toMatchObject({ answers: "live" });
});

test("an answer that breaks in the middle of a word is gone on with: the reader gets one answer", async () => {
  mock.answer(
    { chunks: [openaiDelta({ content: "A rollout takes si" })], after: "reset" },
    { chunks: openaiAnswer(["rollout takes", " six weeks [1]."]) },
  );
  const frames = await readFrames(await send(app.browser()));
  expect(contentOf(frames)).toBe("A rollout takes six weeks [1].");
  expect(frameOf(frames, "citations")).toHaveLength(1);
  expect(frameOf(frames, "meta")).toMatchObject({ provider: "openai", retryCount: 1 });
  expect(mock.requests).toHaveLength(2);
});

test("a reader who leaves does not end the turn: it is finished and stored", async () => {
  mock.answer({ chunks: openaiAnswer(["One ", "two ", "three."]) });
  const browser = app.browser();
  const response = await send(browser);
  await response.body?.cancel();
  await Promise.all([...app.runtime.running.values()].map((turn) => turn.finished));
  expect((await conversation(browser)).at(-1)).toMatchObject({
    status: "answered",
    content: "One two three.",
  });
});

test("stopping closes the model's connection at once; the part that was shown is kept and marked", async () => {
  mock.answer({ chunks: [openaiDelta({ content: "Shown so far" })], after: "hang" });
  const browser = app.browser();
  const response = await send(browser);
  const reader = await readUntil(response, "Shown so far");
  const [turn] = [...app.runtime.running.values()];
  // Its record waits for the upstream's end: a stop that waited for its record would wait for ever.
  const opened = database();
  const { call } = opened;
  opened.call = async (name, args) => {
    if (name === "close_turn") await mock.requests[0]?.hungUp;
    return call(name, args);
  };
  const stopped = await browser.ask(`/api/chat/${turn?.turnId}/stop`, { method: "POST" });
  opened.call = call;
  expect(await stopped.json()).toEqual({ turnId: turn?.turnId, status: "stopped" });
  let rest = "";
  for (let next = await reader.read(); !next.done; next = await reader.read())
    rest += new TextDecoder().decode(next.value);
  expect(rest).toMatch(/"stopped":true.*\n\ndata: \[DONE\]\n\n$/s);
  expect((await conversation(browser)).at(-1)).toMatchObject({
    status: "stopped",
    content: "Shown so far",
    meta: { stopped: true },
  });
  const again = await browser.ask(`/api/chat/${turn?.turnId}/stop`, { method: "POST" });
  expect(await again.json()).toEqual({ turnId: turn?.turnId, status: "stopped" });
});

test("what fails before the first content is an HTTP status with when to come back", async () => {
  const body = JSON.stringify({ error: { message: "the provider's own words", type: "server_error" } });
  mock.answer({
    status: 503,
    headers: { "content-type": "application/json", "retry-after": "7" },
    chunks: [body],
  });
  const browser = app.browser();
  const response = await send(browser, { "x-workspace": "strict" });
  expect(response.status).toBe(503);
  expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  expect(response.headers.get("retry-after")).toBe("7");
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({ error: { code: "provider_unavailable", retryAfterSeconds: 7 } });
  expect(text).not.toContain("own words");
});

test("what fails after the first content is an error frame, and [DONE] follows", async () => {
  mock.answer({ chunks: [openaiDelta({ content: "Half an answer" })], after: "reset" });
  const browser = app.browser();
  const frames = await readFrames(await send(browser));
  expect(contentOf(frames)).toBe("Half an answer");
  expect(frames.slice(-2)).toEqual([
    { error: expect.objectContaining({ code: "provider_unavailable", requestId: expect.any(String) }) },
    "[DONE]",
  ]);
  expect((await conversation(browser)).at(-1)).toMatchObject({
    status: "failed",
    content: "Half an answer",
    error: { code: "provider_unavailable" },
  });
});

test("sixteen visitors at once each get their own answer", async () => {
  mock.answer({ chunks: openaiAnswer(["Same ", "words."]) });
  const browsers = Array.from({ length: 16 }, () => app.browser());
  const answers = await Promise.all(browsers.map(async (browser) => readFrames(await send(browser))));
  const turns = answers.map((frames) => frameOf<{ turnId: string; conversationId: string }>(frames, "turn"));
  expect(new Set(turns.map(({ turnId }) => turnId)).size).toBe(16);
  expect(new Set(turns.map(({ conversationId }) => conversationId)).size).toBe(16);
  expect(app.runtime.running.size).toBe(0);
});
