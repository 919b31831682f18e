/** A request that is sent twice, messages that wait for each other, and stops before the first word. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { WireError } from "../../../lib/errors.ts";
import { type Browser, contentOf, readFrames, startApp, type TestApp } from "../../support/app-request.ts";
import { type PacedModel, pacedSettings, startPacedModel } from "../../support/paced-model.ts";

let app: TestApp;
let model: PacedModel;

beforeAll(async () => {
  model = await startPacedModel();
  app = await startApp({
    environment: { ...pacedSettings(model), ADMIN_API_KEY: "a-key-of-the-operator" },
  });
});
afterAll(async () => {
  await app.close();
  await model.close();
});

const question = "How long is a rollout?";
const send = (browser: Browser, json: Record<string, unknown> = {}) =>
  browser.ask("/api/chat", { method: "POST", json: { message: question, mode: "text", ...json } });
const stop = (browser: Browser, name: string) => browser.ask(`/api/chat/${name}/stop`, { method: "POST" });
const errorOf = async (response: Response) => ((await response.json()) as { error: WireError }).error;
const newKey = () => crypto.randomUUID();

async function finishNext(words: string): Promise<void> {
  const answer = await model.next();
  answer.say(words);
  answer.finish();
}

/** Somebody with a cookie. */
async function visitor(): Promise<Browser> {
  const browser = app.browser();
  const sending = send(browser);
  await finishNext("Welcome.");
  await (await sending).text();
  return browser;
}

type Message = { role: string; content: string; status: string };
async function said(browser: Browser): Promise<Message[]> {
  const { conversationId } = (await (await browser.ask("/api/session")).json()) as { conversationId: string };
  return (
    (await (await browser.ask(`/api/conversations/${conversationId}`)).json()) as { messages: Message[] }
  ).messages;
}

/** Until what was just sent has come as far as it can by itself. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setImmediate(done));
}

describe("the same key again", () => {
  test("joins the turn while it runs, and gives it again when it has ended: one turn, one call to the model", async () => {
    const browser = await visitor();
    const idempotencyKey = newKey();
    const before = model.requests();
    const sendings = [send(browser, { idempotencyKey }), send(browser, { idempotencyKey })];
    await finishNext("Six weeks.");
    const [first, second] = await Promise.all(
      (await Promise.all(sendings)).map((response) => readFrames(response)),
    );
    const third = await readFrames(await send(browser, { idempotencyKey }));
    expect(contentOf(first ?? [])).toBe("Six weeks.");
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    expect(model.requests() - before).toBe(1);
    expect(await said(browser)).toHaveLength(4);
  });

  test("with another body is a conflict, running and ended", async () => {
    const browser = await visitor();
    const idempotencyKey = newKey();
    const sending = send(browser, { idempotencyKey });
    const answer = await model.next();
    const running = await send(browser, { idempotencyKey, message: "How long is another rollout?" });
    expect([running.status, (await errorOf(running)).code]).toEqual([409, "conflict"]);
    answer.say("Six weeks.");
    answer.finish();
    await (await sending).text();
    const ended = await send(browser, { idempotencyKey, useCache: false });
    expect([ended.status, (await errorOf(ended)).field]).toEqual([409, "idempotencyKey"]);
  });

  test("of a turn that failed runs again, in the same conversation and under the same key", async () => {
    const browser = await visitor();
    const idempotencyKey = newKey();
    const first = send(browser, { idempotencyKey });
    const lost = await model.next();
    const error = { code: "internal", message: "Cut off.", requestId: "r" };
    await app.call("fail_orphaned_turns", { p_before: new Date(Date.now() + 60_000), p_error: error });
    lost.say("Nobody keeps this.");
    lost.finish();
    await (await first).text();
    const before = model.requests();
    const second = send(browser, { idempotencyKey });
    await finishNext("Once more.");
    expect(contentOf(await readFrames(await second))).toBe("Once more.");
    expect(contentOf(await readFrames(await send(browser, { idempotencyKey })))).toBe("Once more.");
    expect(model.requests() - before).toBe(1);
    const answers = (await said(browser)).filter(
      ({ role, status }) => role === "assistant" && status === "answered",
    );
    expect(answers.map(({ content }) => content)).toEqual(["Welcome.", "Once more."]);
  });

  test("of another visitor is another turn", async () => {
    const [one, other] = [await visitor(), await visitor()];
    const idempotencyKey = newKey();
    for (const [browser, words] of [
      [one, "To one."],
      [other, "To the other."],
    ] as const) {
      const sending = send(browser, { idempotencyKey });
      await finishNext(words);
      expect(contentOf(await readFrames(await sending))).toBe(words);
    }
  });

  test("of somebody whose first request broke before their cookie came finds that turn and its cookie", async () => {
    const idempotencyKey = newKey();
    const broken = send(app.browser(), { idempotencyKey });
    const answer = await model.next();
    const before = model.requests();
    const again = app.browser();
    const running = send(again, { idempotencyKey });
    answer.say("Six weeks.");
    answer.finish();
    const first = await readFrames(await broken);
    expect(await readFrames(await running)).toEqual(first);
    expect(again.cookies.size).toBe(1);
    const later = app.browser();
    expect(await readFrames(await send(later, { idempotencyKey }))).toEqual(first);
    expect(later.cookies.size).toBe(1);
    expect(await said(later)).toHaveLength(2);
    expect(model.requests()).toBe(before);
  });

  test("that anybody could guess leads nobody without a cookie to somebody's turn", async () => {
    const idempotencyKey = "order-1";
    for (const words of ["For one.", "For the other."]) {
      const sending = send(app.browser(), { idempotencyKey });
      await finishNext(words);
      expect(contentOf(await readFrames(await sending))).toBe(words);
    }
  });
});

describe("one turn at a time", () => {
  test("one runs and one waits; what waits is joined to the next, and both are answered together", async () => {
    const browser = await visitor();
    const before = app.runtime.queue.stats();
    const [keyB, keyC] = [newKey(), newKey()];
    const running = send(browser, { message: question });
    const first = await model.next();
    const waiting = send(browser, { idempotencyKey: keyB });
    await until(() => app.runtime.queue.stats().waiting === 1);
    const joined = send(browser, { idempotencyKey: keyC });
    const superseded = await waiting;
    expect(superseded.status).toBe(409);
    const { code, turnId } = await errorOf(superseded);
    expect(code).toBe("superseded");
    const followed = browser.ask(`/api/chat/${turnId}/stream`);
    first.say("One.");
    first.finish();
    await (await running).text();
    const second = await model.next();
    expect(second.asked).toContain(`${question}\n${question}`);
    second.say("Both.");
    second.finish();
    const frames = await readFrames(await joined);
    expect(JSON.stringify(frames)).toContain(String(turnId));
    expect(await readFrames(await followed)).toEqual(frames);
    // The key of what was joined leads to the turn that answered it.
    expect(await readFrames(await send(browser, { idempotencyKey: keyB }))).toEqual(frames);
    const after = app.runtime.queue.stats();
    expect(after.merged - before.merged).toBe(1);
    expect(after).toMatchObject({ running: 0, waiting: 0 });
    const stats = await browser.ask("/api/orchestrator/queue-stats", {
      headers: { authorization: "Bearer a-key-of-the-operator" },
    });
    expect(await stats.json()).toEqual(after);
    expect((await browser.ask("/api/orchestrator/queue-stats")).status).toBe(401);
  });

  test("what would be too long together is refused, and what waits goes on waiting", async () => {
    const browser = await visitor();
    const running = send(browser);
    const first = await model.next();
    const long = `${question} `.repeat(100).trim();
    const reader = new AbortController();
    const json = { message: long, mode: "text" };
    const waiting = browser.ask("/api/chat", { method: "POST", json, signal: reader.signal });
    await until(() => app.runtime.queue.stats().waiting === 1);
    const refused = await send(browser, { message: long });
    expect([refused.status, (await errorOf(refused)).field]).toEqual([400, "message"]);
    expect(app.runtime.queue.stats().waiting).toBe(1);
    reader.abort();
    await waiting;
    first.say("One.");
    first.finish();
    await (await running).text();
  });

  test("a message whose reader leaves before it began is dropped, and costs nothing", async () => {
    const browser = await visitor();
    const running = send(browser);
    const first = await model.next();
    const reader = new AbortController();
    const waiting = browser.ask("/api/chat", {
      method: "POST",
      json: { message: question, mode: "text" },
      signal: reader.signal,
    });
    await until(() => app.runtime.queue.stats().waiting === 1);
    const { cancelled } = app.runtime.queue.stats();
    reader.abort();
    await waiting;
    expect(app.runtime.queue.stats()).toMatchObject({ waiting: 0, cancelled: cancelled + 1 });
    const before = model.requests();
    first.say("One.");
    first.finish();
    await (await running).text();
    expect(model.requests()).toBe(before);
    expect(await said(browser)).toHaveLength(4);
  });
});

describe("a stop before the first word", () => {
  test("by the key of the request ends the call to the model, also of somebody without a cookie", async () => {
    for (const browser of [await visitor(), app.browser()]) {
      const idempotencyKey = newKey().replaceAll("-", "");
      const sending = send(browser, { idempotencyKey });
      const answer = await model.next();
      const began = performance.now();
      const stopped = await stop(browser, idempotencyKey);
      await answer.hungUp;
      // Left to itself the model would be waited for 7.5 s.
      expect(performance.now() - began).toBeLessThan(5_000);
      expect(await stopped.json()).toMatchObject({ status: "stopped" });
      expect(await (await sending).text()).toContain('"stopped":true');
    }
  });

  test("ends a message that waits, which is then nowhere", async () => {
    const browser = await visitor();
    const running = send(browser);
    const first = await model.next();
    const idempotencyKey = newKey().replaceAll("-", "");
    const waiting = send(browser, { idempotencyKey });
    await until(() => app.runtime.queue.stats().waiting === 1);
    expect(await (await stop(browser, idempotencyKey)).json()).toMatchObject({ status: "stopped" });
    expect((await waiting).status).toBe(409);
    first.say("One.");
    first.finish();
    await (await running).text();
    expect(await said(browser)).toHaveLength(4);
  });

  test("by a key that is not theirs finds nothing", async () => {
    const [owner, stranger] = [await visitor(), await visitor()];
    const idempotencyKey = newKey().replaceAll("-", "");
    const sending = send(owner, { idempotencyKey });
    const answer = await model.next();
    expect((await stop(stranger, idempotencyKey)).status).toBe(404);
    answer.say("Six weeks.");
    answer.finish();
    await (await sending).text();
  });
});
