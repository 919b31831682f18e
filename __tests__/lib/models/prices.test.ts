import { expect, test } from "@jest/globals";
import { costUsd, embeddingCostUsd } from "../../../lib/models/prices.ts";

const usage = { promptTokens: 1_000, completionTokens: 300, cachedTokens: 400, reasoningTokens: 0 };

test("a call costs its fresh, its cached and its written tokens, to six decimals", () => {
  expect(costUsd({ provider: "openai", model: "gpt-4o" }, usage)).toBe(0.005);
  expect(costUsd({ provider: "openai", model: "gpt-4o-mini" }, usage)).toBe(0.0003);
  expect(costUsd({ provider: "anthropic", model: "claude-sonnet-5-5" }, usage)).toBe(0.00428);
});

test("reasoning is part of what was written and is not counted twice", () => {
  const reasoned = { ...usage, reasoningTokens: 200 };
  expect(costUsd({ provider: "openai", model: "gpt-4o" }, reasoned)).toBe(0.005);
});

test("a dated name costs what its model costs", () => {
  expect(costUsd({ provider: "openai", model: "gpt-4o-2024-08-06" }, usage)).toBe(0.005);
  expect(costUsd({ provider: "anthropic", model: "claude-haiku-4-5-20251001" }, usage)).toBe(0.00214);
});

test("a long prompt has its own rate where the provider has one", () => {
  const long = { promptTokens: 100_001, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0 };
  expect(
    costUsd({ provider: "anthropic", model: "claude-haiku-5-5" }, { ...long, promptTokens: 100_000 }),
  ).toBe(0.01);
  expect(costUsd({ provider: "anthropic", model: "claude-haiku-5-5" }, long)).toBe(0.050001);
});

test("local and offline models cost nothing, an unknown one is not known to", () => {
  expect(costUsd({ provider: "ollama", model: "llama3.2" }, usage)).toBe(0);
  expect(costUsd({ provider: "offline", model: "extractive" }, usage)).toBe(0);
  expect(costUsd({ provider: "openai", model: "gpt-99" }, usage)).toBeNull();
  expect(embeddingCostUsd({ provider: "openai", model: "some-embedding" }, 10)).toBeNull();
});

test("an embedding costs its tokens", () => {
  expect(embeddingCostUsd({ provider: "openai", model: "text-embedding-3-small" }, 1_000)).toBe(0.00002);
  expect(embeddingCostUsd({ provider: "openai", model: "text-embedding-3-large" }, 1_000)).toBe(0.00013);
});
