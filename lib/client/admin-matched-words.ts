import { stemmer } from "stemmer";
import type { TextRange } from "./mark-ranges.ts";

/** Too common to say why a passage was found; the search leaves them out too. */
const common = new Set(
  "a about all am an and any are as at be been but by can could did do does for from get had has have how i if in into is it its just me my no not of on or our please so some tell than that the their them then there these they this to us was we were what when where which who why will with would you your".split(
    " ",
  ),
);

const word = /[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu;

/**
 * Where a text has the question's words, in whatever form ("routing" finds "routes"). Offsets are UTF-16.
 * An approximation of the index's own stemming, for the eye; it decides nothing.
 */
export function matchedWords(text: string, question: string): TextRange[] {
  const asked = new Set(
    [...question.matchAll(word)]
      .map(([found]) => found)
      .filter(isTelling)
      .map(root),
  );
  return [...text.matchAll(word)]
    .filter(([found]) => asked.has(root(found)))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** The distinct words of `text` among those, in the order they first stand there. */
export function distinctWords(text: string, ranges: readonly TextRange[]): string[] {
  return [...new Set(ranges.map(({ start, end }) => text.slice(start, end).toLowerCase()))];
}

function isTelling(found: string): boolean {
  return !common.has(found.toLowerCase());
}

function root(found: string): string {
  return stemmer(found.toLowerCase().replace(/['’]\p{L}+$/u, ""));
}
