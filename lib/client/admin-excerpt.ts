import type { TextRange } from "./mark-ranges.ts";

/** Characters that a folded passage shows, about three lines. */
export const foldedCharacters = 270;
/** How far before the first word that counts the excerpt may begin, to begin with a sentence. */
const leadCharacters = 90;

/**
 * Where a folded passage is to begin, so that it shows most of the words that it was found by: at a sentence or
 * a line where one begins nearby, else at a word. 0 when the passage is short; never inside a heading.
 */
export function excerptStart(content: string, ranges: readonly TextRange[]): number {
  if (content.length <= foldedCharacters) return 0;
  const shownFrom = (start: number) =>
    ranges.filter((range) => range.start >= start && range.end <= start + foldedCharacters - leadCharacters)
      .length;
  const afterHeadings = /^(?:#+ .*\n+)*/.exec(content)?.[0].length ?? 0;
  const starts = ranges.map(({ start }) => start).filter((start) => start >= afterHeadings);
  const best = starts.reduce(
    (one, other) => (shownFrom(other) > shownFrom(one) ? other : one),
    starts[0] ?? 0,
  );
  if (best <= afterHeadings + leadCharacters) return afterHeadings;
  const lead = content.slice(best - leadCharacters, best);
  const sentence = /.*(?:[.!?:]\s+|\n)(?=\S)/su.exec(lead)?.[0].length;
  return best - leadCharacters + (sentence ?? lead.indexOf(" ") + 1);
}
