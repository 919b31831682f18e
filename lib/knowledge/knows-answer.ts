import type { JudgedCandidate } from "./rank-passages.ts";

/**
 * Evidence is the share of what a question tells that a passage mentions, plus the cosine of both: "the capital of
 * France" has "capital" in common with a passage on working capital, which is little of it, and their vectors are
 * apart. On the development questions of `npm run eval` this bound tells two thirds of the questions that have no
 * answer and turns a tenth of the others away.
 */
const enough = 0.58;
/** Once one passage shows that the question belongs here, others may help with a part of it. */
const helpful = 0.3;
/** A passage far down that happens to share words is no sign of knowledge. */
const bestLooked = 10;

/** Whether the candidates hold an answer at all, apart from how they are ranked. Needs no question: they were judged by it. */
export function knowsAnswer(judged: readonly JudgedCandidate[]): boolean {
  return best(judged).some(({ evidence }) => evidence >= enough);
}

/** The candidates to answer from: those about the question, or none where the knowledge base has nothing on it. */
export function aboutQuestion(judged: readonly JudgedCandidate[]): JudgedCandidate[] {
  return knowsAnswer(judged) ? judged.filter(({ evidence }) => evidence >= helpful) : [];
}

function best(judged: readonly JudgedCandidate[]): JudgedCandidate[] {
  const worth = ({ relevance: { words, meaning, coverage, alike } }: JudgedCandidate) =>
    words + meaning + coverage + alike;
  return [...judged].sort((one, other) => worth(other) - worth(one)).slice(0, bestLooked);
}

/** Nearly the whole question is found in this one passage, and it is more than a word or two. */
export function coversFully({ coverage: { share, found } }: JudgedCandidate): boolean {
  return share >= 0.8 && found >= 3;
}
