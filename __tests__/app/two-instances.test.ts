/** Two processes on one database and one Redis are one product to a visitor. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { contentOf, readFrames } from "../support/app-request.ts";
import { company } from "../support/company.ts";
import { startTestDatabase, type TestDatabase } from "../support/database.ts";
import { type PacedModel, startPacedModel } from "../support/paced-model.ts";
import { hasRedis, startRedis } from "../support/redis.ts";
import { testDataDir } from "../support/runtime.ts";
import { streamReader } from "../support/stream-reader.ts";

// Where there is no redis-server the name says why nothing ran.
const withRedis = hasRedis ? describe : describe.skip;

let database: TestDatabase;
let model: PacedModel;
let redis: Awaited<ReturnType<typeof startRedis>>;
const instances: { child: ChildProcess; url: string }[] = [];

beforeAll(async () => {
  if (!hasRedis) return;
  [database, model, redis] = await Promise.all([startTestDatabase(), startPacedModel(), startRedis()]);
  const config = company();
  config.tiers.basic.requestsPerMinute = 12;
  await database.call("write_workspace", { p_slug: config.slug, p_config: config });
  instances.push(...(await Promise.all([startInstance(), startInstance()])));
});
afterAll(async () => {
  for (const { child } of instances) child.stdin?.end();
  await Promise.all(instances.map(({ child }) => once(child, "exit")));
  await redis?.stop();
  await model?.close();
  await database?.close();
});

async function startInstance(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ["--conditions=react-server", "__tests__/support/instance.ts"], {
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      DATABASE_URL: database.url,
      DATA_DIR: testDataDir,
      REDIS_URL: redis.url,
      SESSION_SECRET: "one secret for both instances, long enough",
      ADMIN_PASSWORD: "a password of the test",
      OPENAI_API_KEY: "sk-test-key",
      OPENAI_BASE_URL: model.url,
      EMBEDDING_MODEL: "local",
      NEW_VISITORS_PER_MINUTE_PER_IP: "0",
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, url: `http://127.0.0.1:${line}` };
  }
  throw new Error("the instance did not start");
}

const question = "How long is a rollout?";
type Visitor = { cookie: string };

const at = (index: number) => instances[index]?.url ?? "";
const send = (index: number, { cookie }: Visitor, json: object = {}) =>
  fetch(`${at(index)}/api/chat`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie },
    body: JSON.stringify({ message: question, mode: "text", ...json }),
  });
const state = async (index: number) =>
  (await (await fetch(`${at(index)}/health`)).json()) as {
    status: string;
    redis: string;
    stats: { waiting: number; merged: number };
  };

async function finishNext(words: string): Promise<void> {
  const answer = await model.next();
  answer.say(words);
  answer.finish();
}

async function visitor(): Promise<Visitor> {
  const sending = send(0, { cookie: "" });
  await finishNext("Welcome.");
  const response = await sending;
  await response.text();
  return {
    cookie: response.headers
      .getSetCookie()
      .map((line) => line.split(";", 1)[0])
      .join("; "),
  };
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((done) => setTimeout(done, 10));
}

withRedis(hasRedis ? "two instances" : "two instances (skipped: there is no redis-server here)", () => {
  test("a reader goes on at the other one, live, and stops the turn from there", async () => {
    const who = await visitor();
    const sending = send(0, who);
    const answer = await model.next();
    answer.say("Kegs wait");
    const first = streamReader(await sending);
    await first.until("Kegs wait");
    await first.leave();
    const head = first.frames[0]?.data as { turn: { turnId: string } };
    const resumed = await fetch(`${at(1)}/api/chat/${head.turn.turnId}/stream`, {
      headers: { cookie: who.cookie, "last-event-id": String(first.frames.at(-1)?.id) },
    });
    const second = streamReader(resumed);
    answer.say(" there, cold");
    await second.until("cold");
    expect(first.content() + second.content()).toBe("Kegs wait there, cold");
    const began = performance.now();
    const stopped = fetch(`${at(1)}/api/chat/${head.turn.turnId}/stop`, {
      method: "POST",
      headers: { cookie: who.cookie },
    });
    await answer.hungUp;
    // Left to itself the model would be waited for 15 s.
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(await (await stopped).json()).toMatchObject({ status: "stopped" });
    expect((await second.toEnd()).at(-2)?.data).toMatchObject({ meta: { stopped: true } });
    expect((await fetch(`${at(1)}/api/chat/${head.turn.turnId}/stream`)).status).toBe(404);
  });

  test("a stop at the other one is said until it is heard", async () => {
    const who = await visitor();
    const sending = send(0, who);
    const answer = await model.next();
    answer.say("Kegs wait");
    const reader = streamReader(await sending);
    await reader.until("Kegs wait");
    const head = reader.frames[0]?.data as { turn: { turnId: string } };
    await redis.hangUpListeners();
    const stopped = await fetch(`${at(1)}/api/chat/${head.turn.turnId}/stop`, {
      method: "POST",
      headers: { cookie: who.cookie },
    });
    expect(await stopped.json()).toMatchObject({ status: "stopped" });
    expect((await reader.toEnd()).at(-2)?.data).toMatchObject({ meta: { stopped: true } });
  });

  test("one key at both at once is one turn, and one call to the model", async () => {
    const who = await visitor();
    const before = model.requests();
    const idempotencyKey = crypto.randomUUID();
    const both = [send(0, who, { idempotencyKey }), send(1, who, { idempotencyKey })];
    await finishNext("As you like.");
    const [first, second] = await Promise.all((await Promise.all(both)).map(readFrames));
    expect(contentOf(first ?? [])).toBe("As you like.");
    expect(second).toEqual(first);
    expect(model.requests() - before).toBe(1);
  });

  test("a message at one waits for the turn at the other, and is joined to the next", async () => {
    const who = await visitor();
    const running = send(0, who);
    const first = await model.next();
    const waiting = send(1, who);
    await until(async () => (await state(1)).stats.waiting === 1);
    const joined = send(0, who);
    const superseded = await waiting;
    const { error } = (await superseded.json()) as { error: { code: string; turnId: string } };
    expect([superseded.status, error.code]).toEqual([409, "superseded"]);
    // It waits at the other one, and has not opened.
    const followed = fetch(`${at(1)}/api/chat/${error.turnId}/stream`, { headers: { cookie: who.cookie } });
    first.say("Well.");
    first.finish();
    await (await running).text();
    const second = await model.next();
    expect(second.asked).toContain(`${question}\n${question}`);
    second.say("Both.");
    second.finish();
    const frames = await readFrames(await joined);
    expect(await readFrames(await followed)).toEqual(frames);
  });

  test("a message that waits at one is followed and stopped from the other, by its sender alone", async () => {
    const [who, stranger] = [await visitor(), await visitor()];
    const running = send(0, who);
    const first = await model.next();
    const superseded = send(1, who);
    await until(async () => (await state(1)).stats.waiting === 1);
    const waiting = send(1, who);
    const { error } = (await (await superseded).json()) as { error: { turnId: string } };
    const ask = (what: string, { cookie }: Visitor) =>
      fetch(`${at(0)}/api/chat/${error.turnId}/${what}`, {
        method: what === "stop" ? "POST" : "GET",
        headers: { cookie },
      });
    expect((await ask("stop", stranger)).status).toBe(404);
    expect((await ask("stream", stranger)).status).toBe(404);
    const followed = ask("stream", who);
    expect(await (await ask("stop", who)).json()).toMatchObject({ status: "stopped" });
    expect([(await waiting).status, (await followed).status]).toEqual([409, 404]);
    first.finish();
    await (await running).text();
  });

  test("the limit of a minute is counted once for both, exactly, fifty at a time", async () => {
    const who = await visitor();
    let answered = 0;
    const sendings = Array.from({ length: 50 }, async (_, index) => {
      const response = await send(index % 2, who);
      answered += 1;
      return response;
    });
    const first = await model.next();
    // One runs; what waits when all have come is one message, whatever it was joined from.
    await until(async () => answered === 48);
    first.say("First.");
    first.finish();
    const responses = await Promise.all(sendings);
    const refused = responses.filter(({ status }) => status === 429);
    // Twelve a minute, and the message by which they became a visitor was the first.
    expect(responses.length - refused.length).toBe(11);
    expect(refused[0]?.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(refused[0]?.headers.get("ratelimit-policy")).toBe('"turns";q=12;w=60');
    await Promise.all(responses.map((response) => response.text()));
  });

  test("without Redis each goes on by itself, says so, and uses it again when it is back", async () => {
    const who = await visitor();
    expect(await state(0)).toMatchObject({ status: "ok", redis: "ok" });
    await redis.stop();
    await until(async () => (await state(0)).redis === "down");
    expect((await state(0)).status).toBe("degraded");
    const sending = send(0, who);
    await finishNext("By myself.");
    expect(contentOf(await readFrames(await sending))).toBe("By myself.");
    redis = await startRedis(redis.port);
    await until(async () => (await state(0)).redis === "ok");
    const again = send(0, who);
    await finishNext("Together.");
    expect(contentOf(await readFrames(await again))).toBe("Together.");
  });
});
