import { sentenceRanges } from "../knowledge/split-sentences.ts";
import type { TextRange } from "./mark-ranges.ts";

/** A passage this short is kept whole. */
const shortPassage = 300;

/**
 * The words of a passage that are kept with a judged question: the sentence that has most of the question's words,
 * so that it is found again however the document is cut later. Verbatim; never a heading. Pure.
 */
export function judgedExcerpt(content: string, matched: readonly TextRange[]): string {
  const text = content.replace(/^(?:#+ .*\n+)*/, "").trim();
  if (text.length <= shortPassage) return text || content.trim();
  const paragraphs = [...content.matchAll(/(?:^|\n\n)(?!#)[^\n]+(?:\n(?!\n)[^\n]+)*/g)];
  const sentences = paragraphs.flatMap((match) => {
    const lead = match[0].length - match[0].trimStart().length;
    return sentenceRanges(match[0].trim()).map(({ start, end }) => ({
      start: match.index + lead + start,
      end: match.index + lead + end,
    }));
  });
  const within = ({ start, end }: TextRange) =>
    matched.filter((one) => one.start >= start && one.end <= end).length;
  const [first] = sentences;
  if (!first) return content.trim().slice(0, shortPassage);
  const best = sentences.reduce((one, other) => (within(other) > within(one) ? other : one), first);
  return content.slice(best.start, best.end);
}
