import { blocksOf } from "./markdown-blocks.ts";

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
  return blocksOf(text).flatMap((block, index): Sentence[] => {
    const slice = text.slice(block.start, block.end);
    const cut = (kind: Sentence["kind"], pattern: RegExp) =>
      pieces(slice, block.start, pattern).map((piece) => ({ kind, ...piece, block: index }));
    switch (block.kind) {
      case "rule":
        return [];
      case "code":
        return [{ kind: "code", text: slice, start: block.start, end: block.end, block: index }];
      case "heading":
        return cut("heading", /(?<=^#{1,6}\s+)\S.*?(?=[\s#]*$)/g);
      case "table":
        return cut("row", /^.+$/gm).filter(({ text: row }) => !/^[\s|:-]+$/.test(row));
      case "list":
        return cut("item", itemPattern);
      case "paragraph":
        return sentenceRanges(slice).map(({ start, end }) => ({
          kind: "sentence",
          text: slice.slice(start, end),
          start: block.start + start,
          end: block.start + end,
          block: index,
        }));
    }
  });
}

/** An item runs from behind its bullet to the next bullet. */
const itemPattern = /(?<=^\s*(?:[-*+]|\d{1,9}[.)])\s+)\S(?:.|\n(?!\s*(?:[-*+]|\d{1,9}[.)])\s))*/gm;

function pieces(slice: string, offset: number, pattern: RegExp) {
  return [...slice.matchAll(pattern)].flatMap((match) => {
    const text = match[0].trimEnd();
    const start = offset + match.index;
    return text.trim() === "" ? [] : [{ text, start, end: start + text.length }];
  });
}

/** Full stops that end no sentence. */
const abbreviation =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|no|nos|fig|inc|ltd|co|corp|dr|mr|mrs|ms|st|jr|sr|u\.s|\p{L})\.$/iu;

/** The sentences of running text as ranges without the blanks between them. */
export function sentenceRanges(text: string): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  let start = 0;
  for (const match of text.matchAll(/[.!?…]+["'”’)\]*_]*(?=\s+["'“‘(*_[]*[\p{Lu}\p{N}])|[。！？]/gu)) {
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
