import { coverageOf, type QuestionTerm, readWords, termsOf } from "../knowledge/question-coverage.ts";
import type { TextRange } from "../knowledge/verbatim.ts";
import type { EvidenceUnit } from "./evidence.ts";

/** Words that stand beside any number: they say what is done with it, and of what it counts. */
const besideNumbers =
  /^(?:worth|brings?|brought|drops?|falls?|fell|rises?|rose|stays?|remains?|reach(?:es)?|adds?|expect|comes?|goes|going|takes?|costs?|pric(?:e|es|ed|ing)|fees?|pay|pays|paid|charged?|charges|spends?|spent|amounts?|months?|monthly|years?|yearly|weeks?|days?|hours?|minutes?)$/i;
/** What such a word weighs of what another would. */
const theirShare = 0.2;

/** What a claim is about: the telling words of its clause, or of its sentence where the clause has hardly any. */
export function subjectTerms(sentence: string, { start, end }: TextRange): QuestionTerm[] {
  const before = sentence.slice(0, start).split(clauseEnd).at(-1) ?? "";
  const after = sentence.slice(end).split(clauseEnd)[0] ?? "";
  const clause = wordTerms(`${before} ${after}`);
  return clause.filter(({ word }) => !besideNumbers.test(word)).length >= 2
    ? clause
    : wordTerms(sentence.slice(0, start) + sentence.slice(end));
}

const clauseEnd = /[;:—–()]|,\s|\b(?:and|but|while|whereas)\b/iu;

/** Numbers are judged by themselves, and these words only tie one to what it is for. */
const notOfIt = /^(?:\p{N}|(?:per|within|without|each|via|upon)$)/u;

function wordTerms(text: string): QuestionTerm[] {
  return termsOf(text.replace(/\[\d{1,3}\]/g, " "))
    .filter(({ word }) => !notOfIt.test(word))
    .map((term) => (besideNumbers.test(term.word) ? { ...term, weight: term.weight * theirShare } : term));
}

/** How much of these words a unit mentions, its place counted for half. */
export function shareOf(terms: readonly QuestionTerm[], { text, place }: EvidenceUnit): number {
  const own = coverageOf(terms, readWords(text)).share;
  const whole = coverageOf(terms, readWords(`${place}\n${text}`)).share;
  return (own + whole) / 2;
}

/** A unit that states a claim speaks of its subject with at least this share of its words. */
const sameSubject = 0.33;
/** Less than one full word is too little to tell subjects apart by ("$400 x 12 = $4,800 a year"). */
const leastWeight = 0.9;

export function isOnSubject(terms: readonly QuestionTerm[], share: number): boolean {
  return share >= sameSubject || terms.reduce((sum, { weight }) => sum + weight, 0) < leastWeight;
}
