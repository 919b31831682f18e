import { readWords } from "../knowledge/question-coverage.ts";
import type { RankedPassage } from "../knowledge/rank-passages.ts";
import { weightOf } from "../knowledge/word-weight.ts";
import { stemOf } from "../knowledge/words.ts";

export type FollowUpOrder = {
  /** What the visitor asked in this conversation. */
  asked: readonly string[];
  /** Found for this question; best those that the answer made little use of. */
  passages: readonly Pick<RankedPassage, "question" | "documentId" | "score">[];
  /** The workspace's own questions, for when the passages have too few. */
  starters: readonly string[];
};

const mostFollowUps = 3;
const leastFollowUps = 2;
/** Passages further down have little to do with what was asked. */
const nearest = 10;
/** Two questions with this share of telling words in common ask the same. */
const sameQuestion = 0.6;

/**
 * Questions that the knowledge base can answer and that were not asked yet: of the nearest passages, each document
 * once before any twice, then of the workspace's starters up to two. Fewer only where the starters are used up.
 */
export function followUps({ asked, passages, starters }: FollowUpOrder): string[] {
  const chosen: string[] = [];
  const add = (question: string, most: number) => {
    if (chosen.length < most && isNew(question, [...asked, ...chosen])) chosen.push(question);
  };
  const near = passages.toSorted((one, other) => other.score - one.score).slice(0, nearest);
  for (const question of questionsOf(near)) add(question, mostFollowUps);
  for (const starter of starters) add(starter, leastFollowUps);
  return chosen;
}

/** Each document's first question, then the others. */
function questionsOf(passages: FollowUpOrder["passages"]): string[] {
  const seen = new Set<string>();
  const firsts: string[] = [];
  const others: string[] = [];
  for (const { question, documentId } of passages) {
    if (question) (seen.has(documentId) ? others : firsts).push(question);
    if (question) seen.add(documentId);
  }
  return [...firsts, ...others];
}

function isNew(question: string, known: readonly string[]): boolean {
  const telling = tellingWords(question);
  return known.every((other) => {
    const others = tellingWords(other);
    const fewest = Math.min(telling.size, others.size);
    return question !== other && (fewest === 0 || telling.intersection(others).size / fewest < sameQuestion);
  });
}

function tellingWords(question: string): Set<string> {
  return new Set([...readWords(question).words].map(stemOf).filter((stem) => weightOf(stem) >= 0.3));
}
