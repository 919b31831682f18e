/**
 * How English says that words are not about the visitor's own present work. Every pattern reads one clause
 * in normal form: lower case, contractions written out, single spaces, no punctuation.
 *
 * `drops` says what is left out: the whole clause, the match and all that follows it, or the match and all
 * before it.
 */
export type Cue = { pattern: RegExp; drops: "clause" | "onward" | "before" };

/** The words of a text as alternatives of a pattern. */
export function anyOf(words: string): string {
  return words.trim().split(/\s+/).join("|");
}
