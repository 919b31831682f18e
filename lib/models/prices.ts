import type { Usage } from "./model.ts";

/**
 * The day this table was last changed; a ledger row keeps it with its cost.
 *
 * Prices in USD per million tokens. Sources, each read in November 2026: Claude from the model pages at
 * platform.claude.com/docs/en/models (Haiku 5.5 has a second rate above 100,000 prompt tokens), GPT-5.6 Luna
 * from its page at developers.openai.com/api/docs/models. Of GPT-4o, GPT-4o mini, GPT-6 and the embedding
 * models OpenAI's own page could not be read; several dated price lists that cite it agree on these figures.
 * Nothing here writes to Claude's prompt cache, so that price is left out.
 */
export const priceVersion = "2026-11-21";

type Rate = { input: number; cached: number; output: number };
type Price = Rate & { above?: Rate & { promptTokens: number } };

const textPrices: Record<string, Price> = {
  "gpt-4o": { input: 2.5, cached: 1.25, output: 10 },
  "gpt-4o-mini": { input: 0.15, cached: 0.075, output: 0.6 },
  "gpt-5.6-luna": {
    ...{ input: 0.2, cached: 0.02, output: 1.2 },
    above: { promptTokens: 272_000, input: 0.4, cached: 0.04, output: 1.8 },
  },
  "gpt-6-luna": {
    ...{ input: 0.1, cached: 0.01, output: 0.5 },
    above: { promptTokens: 272_000, input: 0.2, cached: 0.02, output: 0.75 },
  },
  "gpt-6-sol": {
    ...{ input: 2, cached: 0.2, output: 10 },
    above: { promptTokens: 272_000, input: 4, cached: 0.4, output: 15 },
  },
  "claude-opus-5-5": { input: 4, cached: 0.2, output: 20 },
  "claude-opus-5": { input: 5, cached: 0.5, output: 25 },
  "claude-sonnet-5-5": { input: 2, cached: 0.2, output: 10 },
  "claude-sonnet-5": { input: 2, cached: 0.2, output: 10 },
  "claude-sonnet-4-6": { input: 3, cached: 0.3, output: 15 },
  "claude-haiku-5-5": {
    ...{ input: 0.1, cached: 0.01, output: 0.5 },
    above: { promptTokens: 100_000, input: 0.5, cached: 0.05, output: 2.5 },
  },
  "claude-haiku-4-5": { input: 1, cached: 0.1, output: 5 },
};

const embeddingPrices: Record<string, number> = {
  "text-embedding-3-small": 0.02,
  "text-embedding-3-large": 0.13,
  "text-embedding-ada-002": 0.1,
};

type Priced = { provider: string; model: string };

/**
 * What a call cost in USD, to six decimals. Local and offline models cost nothing; null is a model without a
 * known price, whose cost is unknown and must not be counted as nothing. Reasoning is part of the output.
 */
export function costUsd({ provider, model }: Priced, usage: Usage): number | null {
  if (isFree(provider)) return 0;
  const price = textPrices[undated(model)];
  if (!price) return embeddingCostUsd({ provider, model }, usage.promptTokens);
  const rate = price.above && usage.promptTokens > price.above.promptTokens ? price.above : price;
  const fresh = Math.max(usage.promptTokens - usage.cachedTokens, 0);
  return toDollars(
    fresh * thousandths(rate.input) +
      usage.cachedTokens * thousandths(rate.cached) +
      usage.completionTokens * thousandths(rate.output),
  );
}

/** What embedding so many tokens cost in USD, to six decimals; null as in `costUsd`. */
export function embeddingCostUsd({ provider, model }: Priced, tokens: number): number | null {
  if (isFree(provider)) return 0;
  const perMillion = embeddingPrices[model];
  return perMillion === undefined ? null : toDollars(tokens * thousandths(perMillion));
}

function isFree(provider: string): boolean {
  return provider === "ollama" || provider === "offline" || provider === "local";
}

/** `gpt-4o-2024-08-06` and `claude-haiku-4-5-20251001` cost what `gpt-4o` and `claude-haiku-4-5` cost. */
function undated(model: string): string {
  return model.replace(/-(\d{4}-\d{2}-\d{2}|\d{8})$/, "");
}

/** USD per million tokens is millionths of a dollar per token; in thousandths of those every price is a whole number, so that sums are exact. */
function thousandths(perMillion: number): number {
  return Math.round(perMillion * 1_000);
}

function toDollars(billionths: number): number {
  return Math.round(billionths / 1_000) / 1_000_000;
}
