/** How well one question was answered by a ranking; each 0 to 1. */
export type RankingFigures = {
  /** Normalised discounted cumulative gain of the first ten. */
  ndcg10: number;
  /** Share of what is expected that stands among the first five. */
  recall5: number;
  /** 1 / place of the first expected among the first ten; 0 where there is none. */
  reciprocalRank: number;
};

/**
 * Judges a ranking by what was expected of it, as trec_eval does (ndcg_cut.10, recall.5, recip_rank cut at ten).
 *
 * `ranked` holds ids, best first. An id that comes twice counts at its first place alone, and the second takes none.
 * `grades` says what each expected id is worth: a whole number above 0 (2 answers the question, 1 helps). Ids with a
 * grade of 0 or without one are worth nothing. The gain is the grade itself, discounted by log2(place + 1); the ideal
 * is the grades in falling order. Throws RangeError where nothing is expected: nothing can be
 * said of the ranking then.
 */
export function judgeRanking(ranked: readonly string[], grades: ReadonlyMap<string, number>): RankingFigures {
  const expected = [...grades.values()].filter((grade) => grade > 0);
  if (expected.length === 0) throw new RangeError("A ranking is judged by at least one expected id.");
  const found = [...new Set(ranked)].slice(0, depth).map((id) => grades.get(id) ?? 0);
  const first = found.findIndex((grade) => grade > 0);
  return {
    ndcg10: gainOf(found) / gainOf(expected.sort((a, b) => b - a).slice(0, depth)),
    recall5: found.slice(0, recallDepth).filter((grade) => grade > 0).length / expected.length,
    reciprocalRank: first === -1 ? 0 : 1 / (first + 1),
  };
}

const depth = 10;
const recallDepth = 5;

/** Discounted cumulative gain (Järvelin and Kekäläinen, 2002). */
function gainOf(grades: readonly number[]): number {
  return grades.reduce((sum, grade, at) => sum + grade / Math.log2(at + 2), 0);
}

/** One judged question's outcome: figures where something is expected, or whether not knowing was recognised. */
export type JudgedOutcome =
  | { kind: "answerable"; figures: RankingFigures; declined: boolean }
  | { kind: "unanswerable"; declined: boolean };

/** The means of many questions; null where no question is of that kind. */
export type RankingSummary = {
  answerable: number;
  unanswerable: number;
  ndcg10: number | null;
  recall5: number | null;
  /** Mean reciprocal rank. */
  mrr: number | null;
  /** Share of the unanswerable questions for which it was said that the knowledge base has nothing. */
  unanswerableRecognised: number | null;
  /** Share of the answerable questions for which that was said in error. */
  wronglyDeclined: number | null;
};

/** The plain mean over questions, each counting the same. */
export function summariseRankings(outcomes: readonly JudgedOutcome[]): RankingSummary {
  const answerable = outcomes.filter((outcome) => outcome.kind === "answerable");
  const unanswerable = outcomes.filter((outcome) => outcome.kind === "unanswerable");
  const declined = ({ declined }: JudgedOutcome) => Number(declined);
  return {
    answerable: answerable.length,
    unanswerable: unanswerable.length,
    ndcg10: mean(answerable.map(({ figures }) => figures.ndcg10)),
    recall5: mean(answerable.map(({ figures }) => figures.recall5)),
    mrr: mean(answerable.map(({ figures }) => figures.reciprocalRank)),
    unanswerableRecognised: mean(unanswerable.map(declined)),
    wronglyDeclined: mean(answerable.map(declined)),
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
