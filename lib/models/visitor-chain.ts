import { contextWindow } from "./context-window.ts";
import type { TextModel } from "./model.ts";
import { withFallback } from "./with-fallback.ts";
import { withRetry } from "./with-retry.ts";

/**
 * How long all models together may take to the first text. A word must be there within 8 s, and when no model
 * has one by then, the passages' own are still to be found. A page begins with its plan, and a schema that a
 * provider sees for the first time takes it some seconds.
 */
export const firstTextMs = { text: 7_500, page: 16_000 };

/** One retry, and only a quick one: a provider that wants to be left alone for longer is not waited for. */
const quick = { attempts: 2, delayMs: 250, longestWaitMs: 500 };

/** The models as a visitor's turn asks them, in their order; null without one. */
export function visitorChain(
  answer: "text" | "page",
  models: TextModel[],
  { delayMs = quick.delayMs }: { delayMs?: number } = {},
): TextModel | null {
  if (models.length === 0) return null;
  const alone = models.length === 1;
  const retried = models.map((model) =>
    withRetry(model, {
      ...quick,
      delayMs,
      // Who was silent once is likely to be so again: where there is another model, it gets the time.
      isWorthRetrying: ({ retryable, reason }) => retryable && (alone || reason !== "timeout"),
    }),
  );
  const window = Math.min(...models.map(contextWindow));
  return { ...withFallback(retried, { firstTextMs: firstTextMs[answer] }), window };
}
