import type { Attempt } from "./attempt.ts";
import type { TextRequest, Usage } from "./model.ts";

type Named = { provider: string; model: string };

export function isSameModel(one: Named, other: Named): boolean {
  return one.provider === other.provider && one.model === other.model;
}

/** Adds to each attempt its place in the turn, and sums what all of them used. */
export function keepAttempts({ onAttempt }: TextRequest, first: Named) {
  const attempts: Attempt[] = [];
  return {
    onAttempt(attempt: Attempt): void {
      const retry = attempts.filter((one) => isSameModel(one, attempt)).length;
      attempts.push(attempt);
      onAttempt?.({ ...attempt, retry, fallback: !isSameModel(first, attempt) });
    },
    total(): Usage | null {
      if (attempts.length === 0) return null;
      const total = { promptTokens: 0, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0 };
      for (const { usage } of attempts) {
        total.promptTokens += usage.promptTokens;
        total.completionTokens += usage.completionTokens;
        total.cachedTokens += usage.cachedTokens;
        total.reasoningTokens += usage.reasoningTokens;
      }
      return total;
    },
  };
}
