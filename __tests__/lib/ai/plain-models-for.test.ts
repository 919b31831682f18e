import { expect, test } from "@jest/globals";
import { plainModelsFor } from "../../../lib/ai/plain-models-for.ts";
import { anyJsonObject } from "../../../lib/models/any-json-object.ts";
import { contextWindow } from "../../../lib/models/context-window.ts";
import type { TextModel } from "../../../lib/models/model.ts";
import { visitorChain } from "../../../lib/models/visitor-chain.ts";

const model = (provider: string, name: string): TextModel => ({
  provider,
  model: name,
  // biome-ignore lint/correctness/useYield: nobody asks it
  async *streamText() {
    throw new Error("not asked here");
  },
});
const [gpt, claude, llama] = [
  model("openai", "gpt-4o"),
  model("anthropic", "claude-sonnet-5-5"),
  model("ollama", "llama3.2"),
] as const;
const installed = {
  candidates: { strong: [gpt, claude, llama], economy: [claude, llama] },
  named: (name: string) =>
    [gpt, claude, llama].find((one) => name === one.model || name === `${one.provider}:${one.model}`),
  localOnly: false,
};

test("any JSON object is asked of who has a mode for it, and who has none is named in the refusal", () => {
  const chosen = plainModelsFor(
    { provider: "openai", model: "gpt-4o", jsonSchema: anyJsonObject },
    installed,
  );
  expect(chosen.strong).toEqual([gpt, llama]);
  expect(chosen.economy.map(({ provider }) => provider)).not.toContain("anthropic");
  const schema = { name: "answer", schema: { type: "object" } };
  const described = plainModelsFor({ provider: "openai", model: "gpt-4o", jsonSchema: schema }, installed);
  expect(described.strong).toEqual([gpt, claude, llama]);
  expect(() =>
    plainModelsFor({ provider: "anthropic", model: claude.model, jsonSchema: anyJsonObject }, installed),
  ).toThrow(expect.objectContaining({ code: "invalid_request", field: "response_format" }));
});

test("a prompt is fitted to the smallest window of its chain: whoever answers takes it", () => {
  const chain = visitorChain("text", [gpt, claude, llama]) as TextModel;
  expect(contextWindow(chain)).toBe(Math.min(...[gpt, claude, llama].map(contextWindow)));
  expect(contextWindow(chain)).toBeLessThan(contextWindow(gpt));
  expect(contextWindow({ ...chain })).toBe(contextWindow(chain));
});
