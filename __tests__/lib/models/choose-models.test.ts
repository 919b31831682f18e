import { describe, expect, test } from "@jest/globals";
import { chooseModels } from "../../../lib/models/choose-models.ts";
import type { TextModel } from "../../../lib/models/model.ts";
import type { ModelSettings } from "../../../lib/models/model-settings.ts";

const names = (models: TextModel[]) => models.map(({ provider, model }) => `${provider}:${model}`);

function chosen(settings: ModelSettings) {
  const { chat, economy, page, embedder } = chooseModels(settings);
  return {
    chat: names(chat),
    economy: names(economy),
    page: names(page),
    embedder: embedder === "local" ? "local" : embedder.model,
  };
}

const openai = { openaiApiKey: "sk-t" };
const anthropic = { anthropicApiKey: "sk-ant-t" };
const ollama = { ollamaBaseUrl: "http://127.0.0.1:11434" };

test("without a provider there is no model, and the embedding is local", () => {
  expect(chosen({})).toEqual({ chat: [], economy: [], page: [], embedder: "local" });
});

test("with an Anthropic key alone Claude chats too", () => {
  expect(chosen(anthropic)).toEqual({
    chat: ["anthropic:claude-sonnet-5-5"],
    economy: ["anthropic:claude-haiku-5-5"],
    page: ["anthropic:claude-sonnet-5-5"],
    embedder: "local",
  });
});

test("with an OpenAI key alone it makes the pages too", () => {
  expect(chosen(openai)).toEqual({
    chat: ["openai:gpt-4o"],
    economy: ["openai:gpt-4o-mini"],
    page: ["openai:gpt-4o"],
    embedder: "text-embedding-3-small",
  });
});

test("with several, each purpose has its first and the others stand by", () => {
  expect(chosen({ ...openai, ...anthropic, ...ollama })).toMatchObject({
    chat: ["openai:gpt-4o", "anthropic:claude-sonnet-5-5", "ollama:llama3.2"],
    page: ["anthropic:claude-sonnet-5-5", "openai:gpt-4o", "ollama:llama3.2"],
  });
});

test("a configured model comes first, and the others of other providers after it", () => {
  expect(chosen({ ...openai, ...ollama, chatModel: "ollama:llama3.2:3b" }).chat).toEqual([
    "ollama:llama3.2:3b",
    "openai:gpt-4o",
  ]);
});

describe("a bare name", () => {
  test.each([
    ["gpt-6-sol", "openai:gpt-6-sol"],
    ["o3-mini", "openai:o3-mini"],
    ["claude-opus-5-5", "anthropic:claude-opus-5-5"],
    ["llama3.2:3b", "ollama:llama3.2:3b"],
    ["openai:my-own", "openai:my-own"],
  ])("%s is %s", (chatModel, expected) => {
    expect(chosen({ ...openai, ...anthropic, ...ollama, chatModel }).chat[0]).toBe(expected);
  });
});

test.each([
  [{ chatModel: "gpt-4o" }, "CHAT_MODEL", "OPENAI_API_KEY"],
  [{ ...openai, pageModel: "claude-sonnet-5-5" }, "PAGE_MODEL", "ANTHROPIC_API_KEY"],
  [{ ...openai, economyModel: "llama3.2" }, "ECONOMY_MODEL", "OLLAMA_BASE_URL"],
  [{ embeddingModel: "text-embedding-3-small" }, "EMBEDDING_MODEL", "OPENAI_API_KEY"],
  [{ ...openai, chatModel: "openai:" }, "CHAT_MODEL", "provider:model"],
  [{ ...anthropic, embeddingModel: "claude-sonnet-5-5" }, "EMBEDDING_MODEL", "no embeddings"],
  [{ ...ollama, embeddingModel: "llama3.2" }, "EMBEDDING_MODEL", "nomic-embed-text"],
])("%o names the variable %s and the rule", (settings, variable, words) => {
  let thrown: unknown;
  try {
    chooseModels(settings);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({
    name: "ConfigurationError",
    variable,
    rule: expect.stringContaining(words),
  });
});

test("local embeds without a model, whoever is configured", () => {
  expect(chosen({ ...openai, embeddingModel: "local" }).embedder).toBe("local");
  expect(chosen({ ...ollama, embeddingModel: "ollama:nomic-embed-text" }).embedder).toBe("nomic-embed-text");
});

describe("a workspace that is local only", () => {
  const local = (settings: ModelSettings) => {
    const { chat, economy, page, embedder } = chooseModels(settings).local;
    const text = [chat, economy, page].map(names);
    return { text, embedder: embedder === "local" ? "local" : embedder.model };
  };
  const everybody = { ...openai, ...anthropic, ...ollama };

  test("has no cloud provider in any chain, nor its embeddings", () => {
    const own = ["ollama:llama3.2"];
    expect(local(everybody)).toEqual({ text: [own, own, own], embedder: "local" });
    expect(local({ ...openai, ...anthropic })).toEqual({ text: [[], [], []], embedder: "local" });
  });

  test("keeps its own embedding model, and the models that were named", () => {
    const settings = {
      ...everybody,
      chatModel: "ollama:qwen3:8b",
      embeddingModel: "ollama:nomic-embed-text",
    };
    expect(local(settings)).toMatchObject({
      text: [["ollama:qwen3:8b"], ["ollama:llama3.2"], ["ollama:llama3.2"]],
    });
    expect(local(settings).embedder).toBe("nomic-embed-text");
  });

  test("is not answered by Ollama's own cloud", () => {
    expect(local({ ...ollama, chatModel: "ollama:gpt-oss:120b-cloud" }).text[0]).toEqual([]);
    expect(local({ ollamaBaseUrl: "https://ollama.com" }).text).toEqual([[], [], []]);
  });
});
