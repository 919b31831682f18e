import type { Claim } from "./claim.ts";
import type { SubjectWord } from "./subject-words.ts";

/** Something that a document states of a subject, and that another could state otherwise. */
export type Statement = {
  documentId: string;
  title: string;
  /** The sentence, item or table row, verbatim; offsets in the document's text. */
  excerpt: string;
  start: number;
  end: number;
  /** Of one kind and unit, in order. Empty: the statement is only true or not. */
  claims: Claim[];
  /** The claims as they are written: "$49". */
  values: string[];
  /** All that its sentence or row states, these claims among them: the others say under which circumstances. */
  allClaims: Claim[];
  /** What it is about, and what its surroundings (headings, title, the rest of its sentence) are about. */
  subject: SubjectWord[];
  context: SubjectWord[];
  /** The title and each heading by itself. */
  places: SubjectWord[][];
  /** Bare years in it, else in its headings, else in the title: what holds for one need not hold for another. */
  years: number[];
  negated: boolean;
};

/** Where in a document a statement stands. */
export type Place = Pick<Statement, "documentId" | "title" | "places" | "years"> & { headings: string[] };

export function weightOfAll(words: readonly SubjectWord[]): number {
  return words.reduce((sum, { weight }) => sum + weight, 0);
}

/** Bare years; a price or a range of numbers is none. */
export function yearsOf(text: string): number[] {
  const years = text.matchAll(/(?<![\d.,$€£-])((?:19|20)\d{2})(?![\d,%-]|\.\d)/g);
  return [...new Set([...years].map((match) => Number(match[1])))];
}

const reckoned =
  /\d\s?(?:[x×*÷=]|\/\s)\s?[$€£]?\d|\b(?:suppose|assum(?:e|ed|ing)|would|example|for instance)\b|\be\.g\./i;
/** A condition behind the value is mostly of something else: "costs $50, credited if a contract follows". */
const conditioned = /^\D*\bif\b/i;

/** What is worked out for one case, or holds under a condition, says nothing of other cases. */
export function isReckoned(text: string, { headings }: Place): boolean {
  return (
    reckoned.test(text) ||
    conditioned.test(text) ||
    headings.some((heading) => /\bexamples?\b/i.test(heading))
  );
}
