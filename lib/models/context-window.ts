import type { TextModel } from "./model.ts";
import { contextTokens } from "./ollama.ts";

/**
 * Tokens of prompt and answer together that a model takes, from the providers' model pages (read November 2026).
 * First match wins. What is not named (compatible servers) is taken for a small one.
 */
const windows: [RegExp, number][] = [
  [/^gpt-4\.1/, 1_047_576],
  [/^gpt-(5|[6-9])/, 400_000],
  [/^o\d/, 200_000],
  [/^gpt-4o|^gpt-4-turbo|^chatgpt-4o/, 128_000],
];
const unknown = 16_384;

/** Of a chain the smallest: whichever of its models answers in the end has to take the prompt. */
export function contextWindow({
  provider,
  model,
  window,
}: Pick<TextModel, "provider" | "model" | "window">): number {
  if (window !== undefined) return window;
  if (provider === "anthropic") return 200_000;
  if (provider === "ollama") return contextTokens;
  return windows.find(([pattern]) => pattern.test(model))?.[1] ?? unknown;
}
