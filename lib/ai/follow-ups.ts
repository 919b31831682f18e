import { readWords, type TextWords } from "../knowledge/question-coverage.ts";
import type { RankedPassage } from "../knowledge/rank-passages.ts";
import { weightOf } from "../knowledge/word-weight.ts";
import { stemOf } from "../knowledge/words.ts";
import type { Workspace } from "../workspace.ts";
import type { OpenTurn } from "./turn.ts";

export type FollowUpOrder = {
  open: Pick<OpenTurn, "message" | "history" | "passages" | "spare">;
  config: Pick<Workspace, "starters">;
};

const mostFollowUps = 3;
const leastFollowUps = 2;
/** Candidates further down have little to do with the question. */
const nearest = 6;
/** Two questions with this share of telling words in common ask the same. */
const sameQuestion = 0.6;

/**
 * Two to four questions that the knowledge base can answer and that were not asked yet: of the passages that were
 * found and least used, then of the others, then the workspace's own starters. No two are of one document
 * while there are others. Empty only where the workspace has no starters left to offer.
 */
export function followUpsOf({ open, config }: FollowUpOrder): string[] {
  const asked = [
    open.message,
    ...open.history.flatMap(({ role, content }) => (role === "user" ? [content] : [])),
  ];
  const chosen: string[] = [];
  const add = (question: string, most: number) => {
    if (chosen.length < most && isNew(question, [...asked, ...chosen])) chosen.push(question);
  };
  // The first passages are what the answer is made of; what comes after them is what it left out.
  const near = [...open.passages.slice(2), ...open.spare.slice(0, nearest), ...open.passages.slice(0, 2)];
  for (const question of questionsOf(near)) add(question, mostFollowUps);
  for (const starter of config.starters) add(starter, leastFollowUps);
  return chosen;
}

/** Each document's first question, then the others. */
function questionsOf(passages: readonly RankedPassage[]): string[] {
  const withQuestion = passages.flatMap(({ question, documentId }) =>
    question ? [{ question, documentId }] : [],
  );
  const first = new Map(withQuestion.toReversed().map(({ question, documentId }) => [documentId, question]));
  const firsts = withQuestion.filter(({ question, documentId }) => first.get(documentId) === question);
  return [...new Set([...firsts, ...withQuestion].map(({ question }) => question))];
}

function isNew(question: string, known: readonly string[]): boolean {
  const telling = tellingWords(readWords(question));
  return known.every((other) => {
    const others = tellingWords(readWords(other));
    const shared = telling.intersection(others).size;
    const fewest = Math.min(telling.size, others.size);
    return fewest === 0 || shared / fewest < sameQuestion;
  });
}

function tellingWords({ words }: TextWords): Set<string> {
  return new Set([...words].map(stemOf).filter((stem) => weightOf(stem) >= 0.3));
}
