import type { Attempt } from "../models/attempt.ts";
import { priceVersion, reckonedUsd } from "../models/prices.ts";

/** One attempt as `record_usage` reads it; `callId` and `userId` are the database's to add for a turn. */
export type UsageRow = {
  callId?: string;
  userId?: string;
  prospectId?: string | null;
  ordinal: number;
  endpoint: string;
  action: string;
  intent: string | null;
  provider: string;
  model: string;
  success: boolean;
  error: string | null;
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  reasoningTokens: number;
  estimated: boolean;
  costUsd: number | null;
  /** What the caps reckon with where the price is not known. */
  countedUsd: number;
  priceVersion: string;
  energy: number;
  latencyMs: number;
  firstTokenMs: number | null;
  retry: number;
  fallback: boolean;
  cached: boolean;
  requestId: string;
};

type Shared = Pick<UsageRow, "endpoint" | "action" | "intent" | "energy" | "cached" | "requestId"> &
  Pick<UsageRow, "callId" | "userId" | "prospectId">;

/** The ledger's rows of one call, in the order it asked. Its energy stands with the last, which answered. */
export function usageRows(attempts: Attempt[], { energy, ...shared }: Shared): UsageRow[] {
  return attempts.map((attempt, ordinal) => ({
    ...shared,
    ordinal,
    provider: attempt.provider,
    model: attempt.model,
    success: attempt.error === null,
    error: attempt.error,
    ...attempt.usage,
    estimated: attempt.estimated,
    costUsd: attempt.costUsd,
    countedUsd: attempt.costUsd ?? reckonedUsd(attempt, attempt.usage),
    priceVersion: attempt.priceVersion,
    energy: ordinal === attempts.length - 1 ? energy : 0,
    latencyMs: Math.round(attempt.latencyMs),
    firstTokenMs: attempt.firstTokenMs === null ? null : Math.round(attempt.firstTokenMs),
    retry: attempt.retry,
    fallback: attempt.fallback,
  }));
}

type Answered = {
  provider: string;
  model: string;
  latencyMs: number;
  firstTokenMs: number | null;
  timestamp: string;
};

/** An answer that asked no provider (cached, or made from the knowledge base) as the ledger keeps it: it cost nothing. */
export function answeredWithoutModel(meta: Answered, fallback: boolean): Attempt {
  return {
    provider: meta.provider,
    model: meta.model,
    startedAt: Date.parse(meta.timestamp) - meta.latencyMs,
    latencyMs: meta.latencyMs,
    firstTokenMs: meta.firstTokenMs,
    error: null,
    usage: { promptTokens: 0, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0 },
    estimated: false,
    costUsd: 0,
    priceVersion,
    retry: 0,
    fallback,
  };
}
