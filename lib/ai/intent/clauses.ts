import { readWords, type Word } from "./words.ts";

/** A part of a message that says one thing. */
export type Clause = { words: Word[]; isQuestion: boolean };

/** A pasted page is judged by its beginning and its end: that is where people say what they want. */
const MOST_CLAUSES = 24;
const MOST_WORDS = 60;

const CLAUSE = /[^.!?;:\n]+(?:[.:](?=\S)[^.!?;:\n]+)*[.!?;:\n]*/gu;
/** "Hi, …", "Good morning, …": up to three words before the first comma stand on their own. */
const OPENING = /^\s*((?:[^\s,]+\s+){0,2}[^\s,]+),\s+(.+)$/su;

/** Splits a message into at most 24 clauses of at most 60 words; empty when it has no word at all. */
export function readClauses(message: string): Clause[] {
  const clauses: Clause[] = [];
  for (const [part] of message.matchAll(CLAUSE)) {
    const opening = OPENING.exec(part);
    for (const piece of opening ? [opening[1], opening[2]] : [part]) pushClause(clauses, piece as string);
  }
  if (clauses.length <= MOST_CLAUSES) return clauses;
  return [...clauses.slice(0, MOST_CLAUSES / 2), ...clauses.slice(-MOST_CLAUSES / 2)];
}

/** Several clauses read as one; it asks when its last clause does. */
export function joinClauses(clauses: readonly Clause[]): Clause {
  return {
    words: clauses.flatMap((clause) => clause.words),
    isQuestion: clauses.at(-1)?.isQuestion ?? false,
  };
}

function pushClause(clauses: Clause[], text: string): void {
  const words = readWords(text);
  if (words.length === 0) return;
  const isQuestion = text.trimEnd().endsWith("?");
  if (words.length <= MOST_WORDS) {
    clauses.push({ words, isQuestion });
    return;
  }
  const half = MOST_WORDS / 2;
  clauses.push({ words: [...words.slice(0, half), ...words.slice(-half)], isQuestion });
}
