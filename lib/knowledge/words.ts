import { stemmer } from "stemmer";

/**
 * The words by which two texts are compared: a question with a passage in ranking, a claim with its source, a text with
 * the word meanings of the local embedder, which are kept under these very stems (Porter). Nothing here is looked up in
 * the database's index: its words are those of stem-lexemes.ts, which have to be Postgres' own, in the workspace's
 * language, while an amount of money has to stay whole here. One reading for both would change one or the other.
 */

/**
 * The words of a text in order: lower case, without accents and apostrophes; numbers keep their decimals
 * ("1,200.50" → "1200.50"), hyphens part words.
 */
export function wordsOf(text: string): string[] {
  const lower = text.toLowerCase().replace(/['’]/g, "");
  // Most English text is ASCII, which needs no folding and a pattern three times faster.
  const words = /[^\0-\x7f]/.test(lower)
    ? lower
        .normalize("NFKD")
        .replace(/\p{M}+/gu, "")
        .match(/\p{N}[\p{N}.,]*\p{N}|[\p{L}\p{N}]+/gu)
    : lower.match(/[0-9][0-9.,]*[0-9]|[a-z0-9]+/g);
  return (words ?? []).map((word) => (word.includes(",") ? word.replaceAll(",", "") : word));
}

/** Words repeat from text to text; what was folded once is kept, up to a bound that a process never feels. */
const stems = new Map<string, string>();
const mostStems = 50_000;

/** What the forms of an English word share (Porter); words of other alphabets and numbers stay as they are. */
export function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= mostStems) stems.clear();
  const stem = /^[a-z]{3,40}$/.test(word) ? stemmer(word) : word;
  stems.set(word, stem);
  return stem;
}
