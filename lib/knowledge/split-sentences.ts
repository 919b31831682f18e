import { type Block, blocksOf, headingRange } from "./markdown-blocks.ts";

/**
 * A piece of a text that can be quoted by itself: a sentence, an item of a list, a row of a table.
 * `text` is the text from `start` to `end`, verbatim; marks at its edges (bullets, hashes) are left out.
 * `block` counts the Markdown blocks, so that pieces of one list or table can be told together.
 */
export type Sentence = {
  kind: "sentence" | "item" | "row" | "heading" | "code";
  text: string;
  start: number;
  end: number;
  block: number;
};

/** Splits Markdown or plain text. Table rulers and horizontal rules are no sentences. */
export function sentencesOf(text: string): Sentence[] {
  return blocksOf(text).flatMap((block, index) => {
    const slice = text.slice(block.start, block.end);
    return rangesIn(slice, block.kind).map(({ kind, start, end }) => ({
      kind,
      text: slice.slice(start, end),
      start: block.start + start,
      end: block.start + end,
      block: index,
    }));
  });
}

type Range = { kind: Sentence["kind"]; start: number; end: number };

function rangesIn(slice: string, kind: Block["kind"]): Range[] {
  if (kind === "rule") return [];
  if (kind === "code") return [{ kind: "code", start: 0, end: slice.length }];
  if (kind === "heading") return headingIn(slice);
  if (kind === "list") return matches(slice, "item", itemPattern);
  if (kind === "table") {
    const rows = matches(slice, "row", /^.+$/gm);
    return rows.filter(({ start, end }) => !/^[\s|:-]+$/.test(slice.slice(start, end)));
  }
  return sentenceRanges(slice).map((range) => ({ kind: "sentence", ...range }));
}

/** An item runs from behind its bullet to the next bullet. */
const itemPattern = /(?<=^\s*(?:[-*+]|\d{1,9}[.)])\s+)\S(?:.|\n(?!\s*(?:[-*+]|\d{1,9}[.)])\s))*/gm;

function headingIn(slice: string): Range[] {
  const range = headingRange(slice);
  return range && range.end > range.start ? [{ kind: "heading", start: range.start, end: range.end }] : [];
}

function matches(slice: string, kind: Sentence["kind"], pattern: RegExp): Range[] {
  return [...slice.matchAll(pattern)].flatMap((match) => {
    const length = match[0].trimEnd().length;
    return length === 0 ? [] : [{ kind, start: match.index, end: match.index + length }];
  });
}

/** Full stops that end no sentence. */
const abbreviation =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|no|nos|fig|inc|ltd|co|corp|dr|mr|mrs|ms|st|jr|sr|u\.s|\p{L})\.$/iu;

/** The sentences of running text as ranges without the blanks between them. */
export function sentenceRanges(text: string): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  let start = 0;
  for (const match of text.matchAll(
    /(?<![.!?…])[.!?…]+["'”’)\]*_]*(?=\s+["'“‘(*_[]*[\p{Lu}\p{N}])|[。！？]/gu,
  )) {
    const end = match.index + match[0].length;
    if (match[0].startsWith(".") && abbreviation.test(text.slice(Math.max(start, end - 12), end))) continue;
    ranges.push({ start, end });
    start = end;
  }
  ranges.push({ start, end: text.length });
  return ranges.map((range) => trimmed(text, range)).filter((range) => range.end > range.start);
}

function trimmed(text: string, { start, end }: { start: number; end: number }) {
  const slice = text.slice(start, end);
  const from = start + slice.length - slice.trimStart().length;
  return { start: from, end: from + slice.trim().length };
}
