import { type JudgedOutcome, judgeRanking } from "../../knowledge/judge-ranking.ts";
import type { StoredExpectation } from "./judged-question.ts";

/** What is expected, with what became of it since it was judged. */
export type AskedExpectation = StoredExpectation & {
  documentThere: boolean;
  /** The words still stand in the document. */
  excerptThere: boolean;
};

export type Found = { documentId: string; content: string };

/** One question's outcome as a run keeps it. `rank` counts from 1; null: it was not found. */
export type QuestionOutcome = {
  outcome: JudgedOutcome;
  /** In the order of what is expected. `lost`: the knowledge base no longer holds it. */
  expected: { rank: number | null; lost: boolean }[];
  /** The best grade of what each found passage meets; 0: nothing was expected of it. In their order. */
  grades: (0 | 1 | 2)[];
};

/**
 * Holds what was found, best first, to what was expected. A passage meets an expectation when it is of the document
 * and holds the excerpt, or more than half of it where the document was cut within; where the document was deleted,
 * the excerpt may stand in another. Two excerpts that one passage holds count as one, of the better grade, and a
 * second passage that meets what was met already counts as not expected. `declined`: the assistant would not answer
 * from them; the ranking is judged all the same. Pure.
 */
export function matchExpected(
  { found, declined }: { found: readonly Found[]; declined: boolean },
  expected: readonly AskedExpectation[],
): QuestionOutcome {
  if (expected.length === 0)
    return { outcome: { kind: "unanswerable", declined }, expected: [], grades: found.map(() => 0) };

  const ranks = expected.map((one) => {
    const at = found.findIndex((passage) => meets(passage, one));
    return at === -1 ? null : at + 1;
  });
  const gradeAt = (place: number) =>
    Math.max(0, ...expected.map(({ grade }, index) => (ranks[index] === place ? grade : 0))) as 0 | 1 | 2;
  const ids = found.map((_, index) => `found ${index + 1}`);
  const grades = new Map(ids.map((id, index) => [id, gradeAt(index + 1)] as [string, number]));
  for (const [index, { grade }] of expected.entries()) {
    if (ranks[index] === null) grades.set(`missed ${index}`, grade);
  }
  return {
    outcome: { kind: "answerable", figures: judgeRanking(ids, grades), declined },
    expected: expected.map((one, index) => ({ rank: ranks[index] ?? null, lost: isLost(one, ranks[index]) })),
    grades: found.map((_, index) => gradeAt(index + 1)),
  };
}

function isLost({ documentThere, excerptThere }: AskedExpectation, rank: number | null | undefined): boolean {
  return typeof rank !== "number" && (!documentThere || !excerptThere);
}

function meets(passage: Found, { documentId, excerpt, documentThere }: AskedExpectation): boolean {
  if (documentThere && passage.documentId !== documentId) return false;
  if (excerpt === null) return passage.documentId === documentId;
  return holdsMost(folded(passage.content), folded(excerpt));
}

function folded(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

/** The whole excerpt, or its beginning or end where that is more than half of it. */
function holdsMost(content: string, excerpt: string): boolean {
  if (content.includes(excerpt) || excerpt.includes(content)) return content.length > excerpt.length / 2;
  const half = Math.floor(excerpt.length / 2) + 1;
  return endsWithBeginOf(content, excerpt, half) || endsWithBeginOf(excerpt, content, half);
}

/** `first` ends with `least` or more characters that `second` begins with. */
function endsWithBeginOf(first: string, second: string, least: number): boolean {
  const begin = second.slice(0, least);
  if (begin.length < least) return false;
  for (let at = first.indexOf(begin); at !== -1; at = first.indexOf(begin, at + 1)) {
    if (second.startsWith(first.slice(at))) return true;
  }
  return false;
}
