import { approximateTokens } from "./approximate-tokens.ts";
import type { TextModel } from "./model.ts";

/**
 * How many tokens a text is to a model. OpenAI's are counted exactly (o200k, the encoding of gpt-4o and of what came
 * after it) once the tokenizer is there; its tables take 140 to 270 ms and 78 MB to load, so nobody waits for them
 * on the way to an answer. Until then, and for models whose tokenizer is not public, the count is an estimate with
 * a margin: rather too many than too few. About 0.03 ms for 100 words.
 */
export function countTokens(text: string, provider: TextModel["provider"]): number {
  const margin = margins[provider] ?? 1;
  const { exactly } = tokenizer();
  if (!exactly) return Math.ceil(approximateTokens(text) * unreadMargin * margin);
  return Math.ceil(exactly(text) * margin);
}

/** Whether `countTokens` is exact for a provider's models, not an estimate. */
export function countsExactly(provider: TextModel["provider"]): boolean {
  return tokenizer().exactly !== undefined && provider === "openai";
}

/** From a count of o200k tokens, made earlier, to what a provider's models would count at most. */
export function tokensFor(counted: number, provider: TextModel["provider"]): number {
  return Math.ceil(counted * (margins[provider] ?? 1));
}

/** What o200k counts, for storing. Loads the tokenizer: for work that nobody waits for a first word of. */
export async function countForStoring(texts: readonly string[]): Promise<number[]> {
  await loadTokenizer();
  return texts.map((text) => countTokens(text, "openai"));
}

/**
 * Makes counts exact from here on. Called where nothing streams that would be held up (the start of a server, the
 * indexing of a document); calls at the same time load once. A failed load leaves the estimate.
 */
export function loadTokenizer(): Promise<void> {
  const kept = tokenizer();
  kept.loading ??= import("gpt-tokenizer/encoding/o200k_base").then(
    ({ countTokens: count }) => {
      kept.exactly = (text) => unbroken(text).reduce((sum, part) => sum + count(part, asText), 0);
    },
    () => {
      kept.loading = undefined;
    },
  );
  return kept.loading;
}

type Tokenizer = {
  exactly: ((text: string) => number) | undefined;
  loading: Promise<void> | undefined;
};

const key = Symbol.for("bevgenie.tokenizer");
// On globalThis: the server and the bundled application each have their own copy of this module, and 78 MB are enough once.
const holder = globalThis as { [key]?: Tokenizer };

function tokenizer(): Tokenizer {
  holder[key] ??= { exactly: undefined, loading: undefined };
  return holder[key];
}

/** "<|endoftext|>" in a visitor's message is text like any other, not an error. */
const asText = { disallowedSpecial: new Set<string>() };

/** `approximateTokens` is within a tenth on English prose; code, tables and other languages need more. */
const unreadMargin = 1.25;
/** Over o200k's count. Claude's newer tokenizers make up to a third more of the same text, Llama's a tenth. */
const margins: Record<string, number> = { openai: 1, anthropic: 1.35, ollama: 1.15 };

/** Pair merging takes the square of a run's length (4,000 letters or blanks in a row: 70 ms): long runs are cut. */
function unbroken(text: string): string[] {
  if (!/\S{121}|\s{121}/.test(text)) return [text];
  return text.match(/\s{0,120}\S{1,120}|\s{1,120}/g) ?? [];
}
