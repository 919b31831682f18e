import type { StoredExpectation } from "../admin/judged/judged-question.ts";
import type { KeptResult } from "../admin/judged/run-judged-questions.ts";

/** Where what is expected was found, in a sentence. */
export function outcomeWords(
  { outcome, expected }: KeptResult,
  wanted: readonly StoredExpectation[],
): string {
  if (outcome.kind === "unanswerable")
    return outcome.declined
      ? "Cannot be answered, and nothing was found."
      : "Cannot be answered, but passages were found for it.";
  const places = expected.map(({ rank, lost }, index) => placeWords(wanted[index], { rank, lost }));
  return `${places.join("; ")}. nDCG@10 ${outcome.figures.ndcg10.toFixed(3)}.`;
}

function placeWords(
  wanted: StoredExpectation | undefined,
  { rank, lost }: { rank: number | null; lost: boolean },
): string {
  const title = wanted ? `“${wanted.title}”` : "What is expected";
  if (rank !== null) return `${title} at place ${rank}`;
  return lost ? `${title} no longer has these words` : `${title} not among the first ten`;
}
