import { findVerbatim, type TextRange } from "../knowledge/verbatim.ts";

/** Words that a text puts in quotation marks, or as a block of their own. `start` and `end` take in the marks. */
export type Quoted = TextRange & { words: string };

const marks =
  /“([^“”\n]{2,1500})”|„([^„“”\n]{2,1500})[“”]|«\s?([^«»\n]{2,1500})\s?»|(?<![\p{L}\p{N}])"([^"\n]{2,1500})"(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])‘([^‘\n]{2,1500}?)’(?![\p{L}\p{N}])/gu;
const block = /^[ \t]*>[ \t]?(?=\S)(.{2,1500})$/gmu;

/** Fewer words are a term, or a word that is meant as such. */
const fewestWords = 3;

/** What a text quotes: three words or more. Citation marks inside belong to the text around. */
export function quotationsIn(text: string): Quoted[] {
  const found = [...text.matchAll(block), ...text.matchAll(marks)].flatMap((match): Quoted[] => {
    const words = (match.slice(1).find((group) => group !== undefined) ?? "").replace(/\s?\[\d{1,3}\]/g, "");
    if ((words.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) < fewestWords) return [];
    return [{ words, start: match.index, end: match.index + match[0].length }];
  });
  const outer = found.filter(
    (one) => !found.some((other) => other !== one && other.start <= one.start && other.end >= one.end),
  );
  return outer.sort((one, other) => one.start - other.start);
}

/** Where a text says the quoted words. What a quotation leaves out ("…") is left out of one sentence. */
export function findQuoted(words: string, text: string): TextRange | undefined {
  const parts = words.split(/\s*(?:\[?(?:…|\.{3})\]?)\s*/u).filter((part) => /[\p{L}\p{N}]/u.test(part));
  if (parts.length < 2) return findVerbatim(words, text);
  const found = parts.map((part) => findVerbatim(part, text));
  const [first] = found;
  const last = found.at(-1);
  if (!first || !last || found.some((one, index) => !one || one.start < (found[index - 1]?.end ?? 0)))
    return undefined;
  const between = text.slice(first.start, last.end);
  return /[.!?]\s|\n/.test(between) ? undefined : { start: first.start, end: last.end };
}
