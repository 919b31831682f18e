import { coverageOf, readWords, termsOf } from "../knowledge/question-coverage.ts";
import type { EvidenceUnit } from "./evidence.ts";

/** Words of a source that support a claim, verbatim at `start` to `end` of the document. */
export type Excerpt = { n: number; excerpt: string; start: number; end: number };

/** The sentence that supports a claim has at least this share of its telling words, by weight. */
const enoughShare = 0.34;

/** The unit of one source that has most of what a sentence says, if it has enough of it. */
export function citationFor(words: string, units: readonly EvidenceUnit[]): Excerpt | undefined {
  const terms = termsOf(words);
  if (terms.length === 0) return undefined;
  const judged = units
    .filter(({ kind }) => kind !== "heading")
    .map((unit) => ({ unit, share: coverageOf(terms, readWords(unit.text)).share }));
  const best = judged.reduce<(typeof judged)[number] | undefined>(
    (one, other) => (one && one.share >= other.share ? one : other),
    undefined,
  );
  if (!best) return undefined;
  // A sentence need not repeat what its heading says.
  const withPlace = coverageOf(terms, readWords(`${best.unit.place}\n${best.unit.text}`)).share;
  const isSupport =
    best.share >= enoughShare || (best.share >= enoughShare / 2 && withPlace >= 2 * enoughShare);
  return isSupport ? excerptOf(best.unit) : undefined;
}

export function excerptOf({ n, text, start, end }: EvidenceUnit): Excerpt {
  return { n, excerpt: text, start, end };
}
