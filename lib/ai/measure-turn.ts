import type { Usage } from "../models/model.ts";
import { costUsd } from "../models/prices.ts";
import type { TurnMeta } from "./chat-event.ts";
import type { OpenTurn, Reply } from "./turn.ts";

/** Who answered, as far as it is known yet. */
export type Author = { provider: string; model: string; retryCount: number; fallbackUsed: boolean };

export const offlineAuthor: Author = {
  provider: "offline",
  model: "extractive",
  retryCount: 0,
  fallbackUsed: false,
};

/** A stopwatch for a turn, running since its request came in; call `firstToken` when the first words are there, `meta` when it is over. */
export function measureTurn(open: OpenTurn, now: () => number) {
  const beganAt = open.receivedAt ?? now();
  let firstTokenMs: number | null = null;
  return {
    firstToken(): void {
      firstTokenMs ??= now() - beganAt;
    },
    meta(author: Author, usage: Usage | null): TurnMeta {
      const endedAt = now();
      const { outcome } = open.routed.intent;
      const prompt = usage?.promptTokens ?? 0;
      const completion = usage?.completionTokens ?? 0;
      return {
        provider: author.provider,
        model: author.model,
        tokensUsed: prompt + completion,
        tokensPrompt: prompt,
        tokensCompletion: completion,
        costUSD: usage ? costUsd(author, usage) : 0,
        energyConsumed: 0,
        latencyMs: endedAt - beganAt,
        firstTokenMs,
        cached: false,
        retryCount: author.retryCount,
        fallbackUsed: author.fallbackUsed,
        timestamp: new Date(endedAt).toISOString(),
        ...(open.searchFailed && { searchFailed: true as const }),
        ...(outcome.offersPage && { offeredPage: outcome.pageType ?? "solution_overview" }),
        ...(outcome.handover && { handover: true as const }),
      };
    },
  };
}

/** What is recorded of a turn that ended in a way nobody foresaw. */
export function failedReply(open: OpenTurn, deps: { now: () => number }, failure: unknown): Reply {
  const nothing = { answer: "", sources: [], citations: [], followUps: [], page: null };
  return {
    status: "failed",
    ...nothing,
    meta: measureTurn(open, deps.now).meta(offlineAuthor, null),
    failure,
  };
}
