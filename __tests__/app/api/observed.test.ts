/** What the operator sees of conversations: counts, one line a request, and nobody's words. */
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createLog } from "../../../lib/log.ts";
import { openaiAnswer, openaiDelta } from "../../lib/models/recorded-wire.ts";
import { adminKey, makeKey } from "../../support/api-key.ts";
import { startApp, type TestApp } from "../../support/app-request.ts";
import { serveApp } from "../../support/app-server.ts";
import { company } from "../../support/company.ts";
import { type MockProvider, startMockProvider } from "../../support/mock-provider.ts";

const marker = "zanzibarquokka";
let app: TestApp;
let mock: MockProvider;
let server: Awaited<ReturnType<typeof serveApp>>;
let written = "";

beforeAll(async () => {
  mock = await startMockProvider();
  app = await startApp({
    workspaces: [company()],
    environment: {
      OPENAI_API_KEY: "sk-test-key",
      OPENAI_BASE_URL: `${mock.url}/v1`,
      EMBEDDING_MODEL: "local",
      ADMIN_API_KEY: adminKey,
      NEW_VISITORS_PER_MINUTE_PER_IP: "0",
    },
  });
  app.runtime.log = createLog("info", {
    write: (line: string) => {
      written += line;
    },
  });
  server = await serveApp(app);
});
afterAll(async () => {
  await server.close();
  await app.close();
  await mock.close();
});
beforeEach(() => {
  written = "";
  mock.forget();
});

type Sent = { method?: string; json?: unknown; headers?: Record<string, string>; body?: string };
async function send(path: string, { method = "POST", json, headers = {}, body }: Sent) {
  const response = await fetch(server.url + path, {
    method,
    headers: { ...(json !== undefined && { "content-type": "application/json" }), ...headers },
    ...(json !== undefined && { body: JSON.stringify(json) }),
    ...(body !== undefined && { body }),
  });
  return { response, text: await response.text() };
}

type Line = Record<string, unknown>;
const lines = () =>
  written
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
const requests = () => lines().filter(({ msg }) => msg === "request");
/** The line is written when the connection says that the answer has gone out. */
async function untilLogged(count: number): Promise<void> {
  while (requests().length < count) await new Promise(setImmediate);
}

test("a request is one line, with the id that its answer carries, its pattern, and nothing that was said", async () => {
  mock.answer({ chunks: openaiAnswer(["Six weeks."]) });
  const { response } = await send(`/api/chat?hint=${marker}`, { json: { message: marker, mode: "text" } });
  await untilLogged(1);
  expect(requests()).toEqual([
    expect.objectContaining({
      level: 30,
      requestId: response.headers.get("x-request-id"),
      method: "POST",
      route: "/api/chat",
      status: 200,
      ms: expect.any(Number),
    }),
  ]);
  expect(written).not.toContain(marker);
});

test("whatever becomes of a conversation, no line at info holds a word of it, nor a key", async () => {
  const { key } = await makeKey(app, { scopes: ["chat", "generate"] });
  const bearer = { authorization: `Bearer ${key}` };
  const said = `Tell me of ${marker}`;
  const completion = { model: "bevgenie", messages: [{ role: "user", content: said }] };
  const echo = JSON.stringify({ error: { message: `I will not speak of ${marker}`, type: "x" } });
  const tries: [string, () => Promise<unknown>][] = [
    ["answered", () => send("/api/chat", { json: { message: said, mode: "text" } })],
    ["a page", () => send("/api/chat", { json: { message: said, mode: "generate" } })],
    ["not valid", () => send("/api/chat", { json: { message: said, mode: marker } })],
    ["no JSON", () => send("/api/chat", { body: marker, headers: { "content-type": "application/json" } })],
    ["by a program", () => send("/api/v1/chat/completions", { json: completion, headers: bearer })],
    [
      "a plain model",
      () => send("/api/v1/chat/completions", { json: { ...completion, model: "gpt-4o" }, headers: bearer }),
    ],
    [
      "a wrong key",
      () => send("/api/v1/models", { method: "GET", headers: { authorization: `Bearer bg_live_${marker}` } }),
    ],
    ["no such address", () => send(`/api/${marker}`, { method: "GET" })],
  ];
  const scripts = [
    { chunks: openaiAnswer([`Of ${marker}.`]) },
    { status: 400, headers: { "content-type": "application/json" }, chunks: [echo] },
    { status: 500, chunks: [marker] },
    { chunks: [openaiDelta({ content: `${marker} ` })], after: "reset" as const },
    { chunks: [`data: ${marker}\n\n`] },
  ];
  for (const script of scripts) {
    mock.answer(script);
    for (const [, attempt] of tries) await attempt();
  }
  await untilLogged(scripts.length * tries.length);
  expect(lines().some(({ level }) => Number(level) >= 40)).toBe(true);
  expect(written).not.toContain(marker);
  expect(written).not.toContain(key);
  expect(written).not.toContain("sk-test-key");
});

test("a database that fails with a row in its words does not bring them into the log", async () => {
  const { database } = await import("../../../lib/wiring.ts");
  const { DatabaseError } = await import("../../../lib/db/call.ts");
  const own = database().call;
  const cause = Object.assign(new Error(`invalid input: "${marker}"`), { detail: `Failing row (${marker})` });
  database().call = () => Promise.reject(new DatabaseError("open_turn", "22P02", cause));
  try {
    const { response } = await send("/api/chat", { json: { message: "Hello there", mode: "text" } });
    expect(response.status).toBe(500);
  } finally {
    database().call = own;
  }
  await untilLogged(1);
  expect(written).toContain("22P02");
  expect(written).not.toContain(marker);
});

test("secrets are never written, whatever they are called", () => {
  app.runtime.log.error(
    {
      headers: { authorization: `Bearer ${marker}`, cookie: marker, "set-cookie": marker },
      key: marker,
      settings: { ADMIN_API_KEY: marker, apiKey: marker },
    },
    "a careless line",
  );
  expect(written).toContain("a careless line");
  expect(written).not.toContain(marker);
});

test("the metrics count what happened, and name nobody", async () => {
  mock.answer({ chunks: openaiAnswer(["Six weeks."]) });
  await send("/api/chat", { json: { message: "How long is a rollout?", mode: "text" } });
  const read = (key: string) =>
    send("/api/metrics", { method: "GET", headers: { authorization: `Bearer ${key}` } });
  const { response, text } = await read(adminKey);
  expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
  expect(text).toMatch(/bevgenie_turns_total\{mode="text",status="answered",cached="false"\} [1-9]/);
  expect(text).toMatch(/bevgenie_turn_first_token_seconds_count\{mode="text"\} [1-9]/);
  expect(text).toMatch(/bevgenie_database_calls_total\{function="open_turn",outcome="ok"\} [1-9]/);
  expect(text).toMatch(
    /bevgenie_http_requests_total\{route="\/api\/chat",method="POST",status="200"\} [1-9]/,
  );
  for (const name of [
    "bevgenie_turns_running",
    "bevgenie_turns_waiting",
    "bevgenie_breaker_state",
    "bevgenie_cache_lookups_total",
    "bevgenie_model_attempts_total",
    "bevgenie_model_tokens_total",
    "bevgenie_model_cost_usd_total",
    "bevgenie_model_first_token_seconds",
    "nodejs_eventloop_lag_p99_seconds",
    "process_resident_memory_bytes",
  ]) {
    expect(text).toContain(`# TYPE ${name} `);
  }
  expect(text).not.toContain(marker);
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  expect((await read("bg_live_wrong")).response.status).toBe(401);
  // They count every workspace's, so that no workspace's own key is enough.
  for (const scopes of [["chat"], ["read"], ["admin"]]) {
    expect((await read((await makeKey(app, { scopes })).key)).response.status).toBe(403);
  }
  expect((await send("/api/metrics", { method: "GET" })).response.status).toBe(401);
});
