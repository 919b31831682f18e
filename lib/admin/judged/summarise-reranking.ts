import type { RankingSummary } from "../../knowledge/judge-ranking.ts";
import type { Reranking } from "../rerank-search.ts";

/** What asking a model for the order took over a run. */
export type RerankingSummary = {
  /** Questions that it was asked about; of the others there was nothing to choose. */
  asked: number;
  /** How many of them kept the order of the search, by the reason. */
  kept: Partial<Record<NonNullable<Reranking["kept"]>, number>>;
  /** US dollars in all; null where a price is not known. */
  costUsd: number | null;
  /** Added to a turn, milliseconds. */
  addedMs: { p50: number; p95: number };
};

export type RunSummary = RankingSummary & { reranking?: RerankingSummary };

/** Undefined where no model was asked. Pure. */
export function summariseReranking(all: readonly Reranking[]): RerankingSummary | undefined {
  if (all.length === 0) return undefined;
  const kept: RerankingSummary["kept"] = {};
  let micros: number | null = 0;
  for (const one of all) {
    if (one.kept) kept[one.kept] = (kept[one.kept] ?? 0) + 1;
    micros = micros === null || one.costUsd === null ? null : micros + Math.round(one.costUsd * 1_000_000);
  }
  const times = all.map(({ tookMs }) => tookMs).sort((one, other) => one - other);
  const at = (share: number) => times[Math.ceil(share * times.length) - 1] ?? 0;
  return {
    asked: all.length,
    kept,
    costUsd: micros === null ? null : micros / 1_000_000,
    addedMs: { p50: at(0.5), p95: at(0.95) },
  };
}
