import type { StoredExpectation } from "../admin/judged/judged-question.ts";
import type { KeptResult } from "../admin/judged/run-judged-questions.ts";

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

function placeWords(
  wanted: StoredExpectation | undefined,
  { rank, lost }: { rank: number | null; lost: boolean },
): string {
  const title = wanted ? `“${wanted.title}”` : "What is expected";
  if (rank !== null) return `${title} at place ${rank}`;
  return lost ? `${title} no longer has these words` : `${title} not among the first ten`;
}
