/** A model whose breaker opens is told to the operators, by whatever call it opened. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { adminKey } from "../../support/api-key.ts";
import type { TestApp } from "../../support/app-request.ts";
import { startLiveApp } from "../../support/live-app.ts";
import type { MockProvider } from "../../support/mock-provider.ts";

let app: TestApp;
let mock: MockProvider;

beforeAll(async () => {
  ({ app, mock } = await startLiveApp({
    environment: {
      CHAT_MODEL: "gpt-4o",
      EMBEDDING_MODEL: "local",
      ADMIN_API_KEY: adminKey,
    },
  }));
});
afterAll(async () => {
  await app.close();
  await mock.close();
});

const ask = (path: string, json?: unknown) =>
  app.browser().ask(path, {
    ...(json !== undefined && { method: "POST", json }),
    headers: { authorization: `Bearer ${adminKey}` },
  });
const alerts = async () =>
  ((await (await ask("/api/admin/alerts")).json()) as { alerts: { kind: string; detail: object }[] }).alerts;

test("a model that keeps failing is told of once, and whoever asked does not wait for that", async () => {
  mock.answer({ status: 500 });
  const call = {
    messages: [{ role: "user", content: "Hello" }],
    config: { userId: "buyer", action: "ai_message", retryAttempts: 5, retryDelay: 0, allowFallback: false },
  };
  expect((await ask("/api/orchestrator/generate", call)).status).toBe(503);
  while ((await alerts()).length === 0) await new Promise(setImmediate);
  expect(await alerts()).toMatchObject([
    { kind: "breaker_open", detail: { provider: "openai", model: "gpt-4o" } },
  ]);
  await ask("/api/orchestrator/generate", call);
  expect(await alerts()).toHaveLength(1);
  expect(app.calls.filter((name) => name === "raise_alert")).toHaveLength(1);
});

test("another model's breaker within the hour is told too, and the same one's is not", async () => {
  const other = {
    messages: [{ role: "user", content: "Hello" }],
    config: {
      ...{ userId: "buyer", action: "ai_message", retryAttempts: 5, retryDelay: 0, allowFallback: false },
      model: "gpt-4o-mini",
    },
  };
  expect((await ask("/api/orchestrator/generate", other)).status).toBe(503);
  while ((await alerts()).length === 1) await new Promise(setImmediate);
  expect((await alerts()).map(({ detail }) => detail)).toEqual([
    { provider: "openai", model: "gpt-4o-mini" },
    { provider: "openai", model: "gpt-4o" },
  ]);
  const { id } = await app.call<{ id: string }>("read_workspace", { p_slug: "bevgenie" });
  const again = { p_workspace: id, p_kind: "breaker_open", p_message: "m", p_detail: {} };
  expect(await app.call("raise_alert", { ...again, p_subject: "openai:gpt-4o-mini" })).toEqual([]);
});
