import { expect, test } from "@jest/globals";
import { countsExactly, countTokens, loadTokenizer, tokensFor } from "../../../lib/models/tokens.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";

const prose =
  "A planned route saves nine percent of the miles. A rollout takes six weeks for one warehouse, and the first week connects the ERP.";

test("before the tokenizer is there the count is an estimate that is rather too high", async () => {
  expect(countsExactly("openai")).toBe(false);
  const before = countTokens(prose, "openai");
  await loadTokenizer();
  expect(countsExactly("openai")).toBe(true);
  const exact = countTokens(prose, "openai");
  expect(before).toBeGreaterThanOrEqual(exact);
  expect(before).toBeLessThan(exact * 1.5);
});

test.each([
  ["hello world", 2],
  ["", 0],
  ["antidisestablishmentarianism", 6],
])("an OpenAI model's tokens are counted exactly: %j", async (text, tokens) => {
  await loadTokenizer();
  expect(countTokens(text, "openai")).toBe(tokens);
});

test("a model whose tokenizer is not public gets a margin, in a count made before as in a live one", async () => {
  await loadTokenizer();
  const exact = countTokens(prose, "openai");
  expect(countTokens(prose, "anthropic")).toBe(Math.ceil(exact * 1.35));
  expect(tokensFor(exact, "anthropic")).toBe(countTokens(prose, "anthropic"));
  expect(countsExactly("anthropic")).toBe(false);
});

test("a special token's name is text, and a long unbroken run is counted quickly", async () => {
  await loadTokenizer();
  expect(countTokens("<|endoftext|>", "openai")).toBeGreaterThan(3);
  const tookMs = cpuMsOf(() => {
    expect(countTokens("x".repeat(4000), "openai")).toBeGreaterThan(400);
    expect(countTokens("🍺😀".repeat(1000), "openai")).toBeGreaterThan(1000);
  });
  expect(tookMs).toBeLessThan(60);
});
