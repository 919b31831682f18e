/** What the product remembers, over its routes: answers given again, and the two calls that make it forget. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { cacheCounts, forgetWorkspace, loadWorkspace } from "../../../lib/wiring.ts";
import { openaiAnswer } from "../../lib/models/recorded-wire.ts";
import { contentOf, frameOf, readFrames, type TestApp } from "../../support/app-request.ts";
import { company } from "../../support/company.ts";
import { startLiveApp } from "../../support/live-app.ts";
import type { MockProvider } from "../../support/mock-provider.ts";
import { runStatements } from "../../support/postgrest.ts";

let app: TestApp;
let mock: MockProvider;
const remembering = (slug: string) => ({ ...company(slug), answerCacheMinutes: 60 });
const key = { authorization: "Bearer an-admin-key-of-some-length" };

beforeAll(async () => {
  ({ app, mock } = await startLiveApp({
    workspaces: [remembering("bevgenie"), remembering("other")],
    environment: {
      EMBEDDING_MODEL: "local",
      ADMIN_API_KEY: "an-admin-key-of-some-length",
      NEW_VISITORS_PER_MINUTE_PER_IP: "0",
    },
  }));
});
afterAll(async () => {
  await app.close();
  await mock.close();
});
beforeEach(() => {
  mock.forget();
  mock.answer({ chunks: openaiAnswer(["A rollout takes six weeks [1]."]) });
});

const message = "How long is a rollout?";
async function ask(changes: object = {}, headers: Record<string, string> = {}) {
  const json = { message, mode: "text", ...changes };
  const frames = await readFrames(await app.browser().ask("/api/chat", { method: "POST", json, headers }));
  const meta = frameOf<{ cached: boolean; tokensUsed: number }>(frames, "meta");
  return { ...meta, said: contentOf(frames) };
}
const post = (path: string, json: unknown, headers: Record<string, string> = key) =>
  app.browser().ask(`/api/orchestrator/${path}`, { method: "POST", json, headers });
async function removed(path: string, json: unknown, headers = key): Promise<number> {
  const response = await post(path, json, headers);
  expect(response.status).toBe(200);
  return ((await response.json()) as { removed: number }).removed;
}

test("another visitor's same question is answered from memory until it is cleared, in that workspace alone", async () => {
  expect((await ask()).cached).toBe(false);
  expect(await ask()).toMatchObject({ cached: true, tokensUsed: 0, said: "A rollout takes six weeks [1]." });
  expect((await ask({ useCache: false })).cached).toBe(false);
  expect((await ask({}, { "x-workspace": "other" })).cached).toBe(false);

  await removed("cache/clear", {}, { ...key, "x-workspace": "other" } as typeof key);
  expect((await ask()).cached).toBe(true);
  expect(await removed("cache/clear", { userId: crypto.randomUUID() })).toBe(0);
  expect((await ask()).cached).toBe(true);
  expect(await removed("cache/clear", {})).toBeGreaterThanOrEqual(1);
  expect((await ask()).cached).toBe(false);
});

test("cleaning up removes what is over, and leaves what is not", async () => {
  await removed("cache/clear", {});
  await ask();
  expect(await removed("context/cleanup", {})).toBe(0);
  await runStatements(app.runtime.databaseUrl ?? "", [
    "update cached_answers set expires_at = now() - interval '1 second'",
    "update conversations set summary = 'old', summary_reaches = 5, updated_at = now() - interval '31 days' where id = (select id from conversations order by created_at limit 1)",
    "update turns set created_at = now() - interval '31 days' where id = (select id from turns where workspace_id = (select id from workspaces where slug = 'bevgenie') order by ordinal limit 1)",
  ]);
  expect(await removed("context/cleanup", { userId: "nobody" })).toBe(0);
  const gone = await removed("context/cleanup", {});
  expect(gone).toBeGreaterThanOrEqual(2);
  expect(await removed("context/cleanup", {})).toBe(0);
});

describe.each(["cache/clear", "context/cleanup"])("%s", (path) => {
  test("is for operators alone", async () => {
    expect((await post(path, {}, {})).status).toBe(401);
    expect((await post(path, {}, { authorization: "Bearer wrong" })).status).toBe(401);
    expect((await app.browser().ask(`/api/orchestrator/${path}`, { headers: key })).status).toBe(405);
  });

  test.each([
    { person: "x" },
    { userId: "" },
    { userId: 7 },
    { userId: "x".repeat(129) },
    { userId: "\0" },
    [],
    null,
  ])("refuses %j", async (body) => {
    expect((await post(path, body)).status).toBe(400);
  });
});

test("a workspace is loaded once for all who ask, and anew at once when it is said to have changed", async () => {
  const load = () => Promise.all(Array.from({ length: 50 }, () => loadWorkspace("other")));
  forgetWorkspace("other");
  app.calls.length = 0;
  const before = cacheCounts().workspaces;
  await load();
  expect(app.calls.filter((name) => name === "read_workspace")).toHaveLength(1);
  expect(cacheCounts().workspaces).toMatchObject({ hits: before.hits + 49, misses: before.misses + 1 });

  await app.call("write_workspace", { p_slug: "other", p_config: { ...remembering("other"), name: "New" } });
  forgetWorkspace("other");
  expect((await loadWorkspace("other")).config.name).toBe("New");
});

test("a question that was asked lately is not embedded again", async () => {
  await ask({ useCache: false });
  const before = cacheCounts().questions;
  await ask({ useCache: false });
  expect(cacheCounts().questions).toMatchObject({ hits: before.hits + 1, misses: before.misses });
});
