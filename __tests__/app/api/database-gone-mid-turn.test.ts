/** The database goes while an answer streams: the reader has the whole answer, and nothing of it is lost. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { storedWorkspaceId } from "../../../lib/unwritten/write.ts";
import { writeAbandoned } from "../../../lib/unwritten/write-abandoned.ts";
import { adminKey } from "../../support/api-key.ts";
import { type Ask, startApp, type TestApp } from "../../support/app-request.ts";
import { type BreakableDatabase, breakableDatabase } from "../../support/breakable-database.ts";
import { type PacedModel, startPacedModel } from "../../support/paced-model.ts";
import { streamReader } from "../../support/stream-reader.ts";

let app: TestApp;
let model: PacedModel;
let way: BreakableDatabase;
let dataDir: string;
let environment: Record<string, string>;

beforeAll(async () => {
  [model, dataDir] = await Promise.all([startPacedModel(), mkdtemp(join(tmpdir(), "bevgenie-gone-"))]);
  environment = {
    OPENAI_API_KEY: "sk-test-key",
    OPENAI_BASE_URL: model.url,
    EMBEDDING_MODEL: "local",
    ADMIN_API_KEY: adminKey,
    NEW_VISITORS_PER_MINUTE_PER_IP: "0",
    DATA_DIR: dataDir,
  };
  app = await startApp({
    environment,
    through: async (url) => {
      way = await breakableDatabase(url);
      return way.url;
    },
  });
});
afterAll(async () => {
  await model.close();
  await way.close();
  await app.close();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(() => way.mend().catch(() => undefined));

const chat: Ask = { method: "POST", json: { message: "How long is a rollout?", mode: "text" } };
const flush = () => Promise.all([...app.runtime.flushes].map((one) => one()));

/** Rows of the ledger. */
async function recorded(): Promise<number> {
  const { id } = await app.call<{ id: string }>("read_workspace", { p_slug: "bevgenie" });
  const rows = await app.call<{ requests: number }[]>("read_usage", {
    p_workspace: id,
    p_from: new Date(Date.now() - 60_000),
    p_to: new Date(Date.now() + 60_000),
    p_group: "model",
  });
  return rows.reduce((sum, { requests }) => sum + requests, 0);
}

test("an answer is whole, and its turn, its energy and its ledger are there when the database is back", async () => {
  const browser = app.browser();
  const sending = browser.ask("/api/chat", chat);
  const answer = await model.next();
  answer.say("A rollout takes ");
  const reader = streamReader(await sending);
  await reader.until("rollout");
  await way.cut();
  answer.say("six weeks.");
  answer.finish();
  const frames = await reader.toEnd();
  expect(reader.content()).toBe("A rollout takes six weeks.");
  expect(frames.at(-2)?.data).toMatchObject({ meta: { provider: "openai", energyConsumed: 10 } });
  expect(frames.at(-1)?.data).toBe("[DONE]");
  await flush();
  await way.mend();
  expect(await recorded()).toBe(0);
  await flush();
  expect(await recorded()).toBe(1);
  const session = (await (await browser.ask("/api/session")).json()) as {
    conversationId: string;
    energy: { available: number; dailyAllowance: number };
  };
  expect(session.energy.dailyAllowance - session.energy.available).toBe(10);
  const stored = await (await browser.ask(`/api/conversations/${session.conversationId}`)).text();
  expect(stored).toContain("A rollout takes six weeks.");
});

test("a call of a program is paid for once, also when its end was written later", async () => {
  const before = await recorded();
  const generating = app.browser().ask("/api/orchestrator/generate", {
    method: "POST",
    headers: { authorization: `Bearer ${adminKey}` },
    json: {
      messages: [{ role: "user", content: "Hello" }],
      config: { userId: "buyer", action: "ai_message" },
    },
  });
  const answer = await model.next();
  await way.cut();
  answer.say("Hello.");
  answer.finish();
  expect(await (await generating).json()).toMatchObject({ success: true, content: "Hello." });
  await flush();
  await way.mend();
  await flush();
  await flush();
  expect(await recorded()).toBe(before + 1);
  const person = await app.browser().ask("/api/admin/people/buyer", {
    headers: { authorization: `Bearer ${adminKey}` },
  });
  expect(await person.json()).toMatchObject({ energy: { available: 990 } });
});

async function startInstance(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ["--conditions=react-server", "__tests__/support/instance.ts"], {
    env: {
      ...{ NODE_ENV: "test", PATH: process.env.PATH, DATABASE_URL: way.url },
      ...{ SESSION_SECRET: "a secret of this test, long enough", ADMIN_PASSWORD: "a password of the test" },
      ...environment,
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
  for await (const port of createInterface({ input: child.stdout })) {
    return { child, url: `http://127.0.0.1:${port}` };
  }
  throw new Error("the instance did not start");
}

test("a process that is killed while the database is away takes nothing with it", async () => {
  const before = await recorded();
  const { child, url } = await startInstance();
  const sending = fetch(`${url}/api/chat`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ message: "How long is the training?", mode: "text" }),
  });
  const answer = await model.next();
  answer.say("The training takes ");
  const reader = streamReader(await sending);
  await reader.until("training");
  await way.cut();
  answer.say("two hours.");
  answer.finish();
  await reader.toEnd();
  child.kill("SIGKILL");
  await once(child, "exit");
  await way.mend();
  expect(await recorded()).toBe(before);
  const { call } = app;
  const { log } = app.runtime;
  const written = await writeAbandoned(dataDir, { call, log, workspaceId: storedWorkspaceId(call) });
  expect(written).toBe(1);
  expect(await recorded()).toBe(before + 1);
});
