import type { StoredExpectation } from "../admin/judged/judged-question.ts";
import type { KeptResult } from "../admin/judged/run-judged-questions.ts";
import type { Reranking } from "../admin/rerank-search.ts";
import { formatUsd, shortModel } from "./admin-runs.ts";

/** Where what is expected was found, in a sentence. */
export function outcomeWords(
  { outcome, expected }: KeptResult,
  wanted: readonly StoredExpectation[],
): string {
  if (outcome.kind === "unanswerable")
    return outcome.declined
      ? "Cannot be answered, and would not be."
      : "Cannot be answered, but would be from what was found.";
  const places = expected.map(({ rank, lost }, index) => placeWords(wanted[index], { rank, lost }));
  const declined = outcome.declined ? " A visitor would be told that nothing was found." : "";
  return `${places.join("; ")}. nDCG@10 ${outcome.figures.ndcg10.toFixed(3)}.${declined}`;
}

const keptWords: Record<NonNullable<Reranking["kept"]>, string> = {
  late: "did not answer in time",
  invalid: "answered with no order",
  failed: "could not be asked",
  stopped: "was stopped",
  capped: "was not asked: a spending cap is reached",
};

/** What a model made of the order, and what it took. */
export function rerankingWords({ model, tookMs, costUsd, kept }: Reranking): string {
  const name = shortModel(model);
  if (kept) return `${name} ${keptWords[kept]}, so this is the order of the search.`;
  const cost = costUsd === null ? "a price that is not known" : formatUsd(costUsd);
  return `Put in order by ${name} in ${tookMs} ms for ${cost}.`;
}

function placeWords(
  wanted: StoredExpectation | undefined,
  { rank, lost }: { rank: number | null; lost: boolean },
): string {
  const title = wanted ? `“${wanted.title}”` : "What is expected";
  if (rank !== null) return `${title} at place ${rank}`;
  return lost ? `${title} no longer has these words` : `${title} not among the first ten`;
}
