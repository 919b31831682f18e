import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type ConfiguredModels, configuredModels } from "../../lib/configured-models.ts";
import { readSettings } from "../../lib/env.ts";
import type { SharedBreaker } from "../../lib/models/breaker.ts";
import type { TextModel } from "../../lib/models/model.ts";
import { type MockProvider, startMockProvider } from "../support/mock-provider.ts";
import { readParts, rejectionOf } from "./models/read-parts.ts";

let cloud: MockProvider;
let own: MockProvider;
beforeAll(async () => {
  [cloud, own] = await Promise.all([startMockProvider(), startMockProvider()]);
});
afterAll(() => Promise.all([cloud.close(), own.close()]));
beforeEach(() => {
  cloud.forget();
  own.forget();
});

const settings = (changes: Record<string, string> = {}) =>
  readSettings({
    ...{ OPENAI_API_KEY: "sk-t", OPENAI_BASE_URL: `${cloud.url}/v1` },
    ...{ ANTHROPIC_API_KEY: "sk-t", ANTHROPIC_BASE_URL: cloud.url, OLLAMA_BASE_URL: own.url, ...changes },
  });

const chatOf = (models: ConfiguredModels) => models.modelsFor({ localOnly: false }).strong as TextModel;

test("nothing of a local-only workspace reaches a cloud provider, whatever fails", async () => {
  cloud.answer({ status: 500 });
  own.answer({ status: 500 });
  const { strong, economy, page, embedder, candidates } = configuredModels(settings()).modelsFor({
    localOnly: true,
  });
  for (const chain of [strong, economy, page]) await rejectionOf(readParts(chain as TextModel));
  await embedder.embed(["What does it cost?"], "question");
  expect(
    Object.values(candidates)
      .flat()
      .every(({ provider }) => provider === "ollama"),
  ).toBe(true);
  expect(own.requests.length).toBeGreaterThan(0);
  expect(cloud.requests).toEqual([]);
});

test("a local-only workspace without a local model has none", () => {
  const models = configuredModels(readSettings({ OPENAI_API_KEY: "sk-t" })).modelsFor({ localOnly: true });
  expect(models).toMatchObject({ strong: null, economy: null, page: null, embedder: { model: "local-v2" } });
});

test("a model is one to all purposes: its breaker too", () => {
  const states = configuredModels(settings({ EMBEDDING_MODEL: "local" })).breakers();
  expect(states.map(({ provider, model, state }) => `${provider}:${model} ${state}`).sort()).toEqual([
    "anthropic:claude-haiku-5-5 closed",
    "anthropic:claude-sonnet-5-5 closed",
    "ollama:llama3.2 closed",
    "openai:gpt-4o closed",
    "openai:gpt-4o-mini closed",
  ]);
});

test("a provider that is down is left alone, by other instances too, and the next one answers at once", async () => {
  cloud.answer({ status: 500 });
  own.answer({ status: 500 });
  const only = { ANTHROPIC_API_KEY: "", EMBEDDING_MODEL: "local" };
  const opened: string[] = [];
  const watched = (name: string) =>
    configuredModels(settings(only), {
      onBreakerOpen: ({ model }) => void opened.push(`${name} ${model}`),
    });
  const [one, other] = [watched("one"), watched("other")];
  const adopting: ((breaker: SharedBreaker) => void)[] = [];
  for (const instance of [one, other]) {
    instance.shareBreakers({
      changed: (breaker) => {
        for (const adopt of adopting) adopt(breaker);
      },
      listen: (adopt) => adopting.push(adopt),
    });
  }
  for (let turn = 0; turn < 3; turn += 1) await rejectionOf(readParts(chatOf(one)));
  await new Promise(setImmediate);
  const openai = { provider: "openai", model: "gpt-4o", state: "open" };
  expect(one.breakers()).toContainEqual(openai);
  expect(other.breakers()).toContainEqual(openai);
  // Told where it opened, not where that was heard of.
  expect(opened).toContain("one gpt-4o");
  expect(opened.filter((name) => name.startsWith("other"))).toEqual([]);
  cloud.forget();
  expect(await rejectionOf(readParts(chatOf(other)))).toMatchObject({ reason: "breaker_open" });
  expect(cloud.requests).toEqual([]);
});
