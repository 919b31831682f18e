import { approximateTokens } from "../models/approximate-tokens.ts";
import { type Block, blocksOf } from "./markdown-blocks.ts";
import { sentenceRanges } from "./split-sentences.ts";

/** A searchable piece of a document: `content` is the document's text from `start` to `end`, verbatim. */
export type Passage = {
  /** The headings that lead to the passage's beginning, the outermost first. */
  headingPath: string[];
  content: string;
  start: number;
  end: number;
  tokens: number;
  /** The page that it begins on, of a paged source. */
  page?: number;
};

/** Goes into a document's hash, so that a change of the rules below cuts stored documents anew. */
export const splitterVersion = 1;

/** A passage is closed by the next heading from here on, and by any block that would carry it over the maximum. */
const enoughTokens = 60;
const mostTokens = 350;

type Piece = { start: number; end: number; tokens: number; headingPath: string[]; opensSection: boolean };

/**
 * Cuts a document by its structure: sections stay together while they are short, lists, tables and code stay
 * whole while they fit, longer ones part between items, rows, lines or sentences. Passages come in order and
 * hold every character but blanks.
 */
export function splitDocument(text: string): Passage[] {
  const passages: Passage[] = [];
  let open: Piece | undefined;
  const close = () => {
    if (open) passages.push(toPassage(text, open));
    open = undefined;
  };
  for (const piece of piecesOf(text)) {
    const full = open && open.tokens + piece.tokens > mostTokens;
    const done = open && piece.opensSection && open.tokens >= enoughTokens;
    if (full || done) close();
    open = open ? { ...open, end: piece.end, tokens: open.tokens + piece.tokens } : piece;
  }
  close();
  return passages;
}

function toPassage(text: string, { start, end, headingPath }: Piece): Passage {
  const content = text.slice(start, end);
  return { headingPath, content, start, end, tokens: approximateTokens(content) };
}

/** Blocks small enough for a passage, a heading always together with what follows it. */
function piecesOf(text: string): Piece[] {
  const path: { level: number; words: string }[] = [];
  const pieces: Piece[] = [];
  let heading: Block | undefined;
  for (const block of blocksOf(text)) {
    if (block.level !== undefined) {
      while ((path.at(-1)?.level ?? 0) >= block.level) path.pop();
      path.push({ level: block.level, words: block.words ?? "" });
      heading ??= block;
      continue;
    }
    const headingPath = path.map(({ words }) => words);
    const ranges = block.kind === "rule" ? [block] : cutBlock(text, block);
    for (const [index, range] of ranges.entries()) {
      const start = index === 0 ? (heading?.start ?? range.start) : range.start;
      const tokens = approximateTokens(text.slice(start, range.end));
      pieces.push({
        start,
        end: range.end,
        tokens,
        headingPath,
        opensSection: index === 0 && heading !== undefined,
      });
    }
    heading = undefined;
  }
  if (heading)
    pieces.push(
      lastHeading(
        text,
        heading,
        path.map(({ words }) => words),
      ),
    );
  return pieces;
}

/** A document may end with headings that nothing follows. */
function lastHeading(text: string, { start }: Block, headingPath: string[]): Piece {
  const end = text.trimEnd().length;
  return { start, end, tokens: approximateTokens(text.slice(start, end)), headingPath, opensSection: true };
}

type Range = { start: number; end: number };

/** The block whole where it fits, or else in ranges that each fit. */
function cutBlock(text: string, block: Block): Range[] {
  if (fits(text, block)) return [block];
  const units = block.kind === "paragraph" ? sentencesIn(text, block) : linesIn(text, block);
  return pack(
    text,
    units.flatMap((unit) => (fits(text, unit) ? [unit] : cutLong(text, unit))),
  );
}

function fits(text: string, { start, end }: Range): boolean {
  return approximateTokens(text.slice(start, end)) <= mostTokens;
}

function sentencesIn(text: string, { start, end }: Range): Range[] {
  return sentenceRanges(text.slice(start, end)).map((range) => ({
    start: start + range.start,
    end: start + range.end,
  }));
}

/** Lines; those that go on a list's item (indented) stay with it. */
function linesIn(text: string, { start, end }: Range): Range[] {
  const slice = text.slice(start, end);
  return [...slice.matchAll(/\S.*(?:\n[ \t]+(?![-*+]\s|\d+[.)]\s)\S.*)*/g)].map((match) => ({
    start: start + match.index,
    end: start + match.index + match[0].trimEnd().length,
  }));
}

/** A single line or sentence over the limit is cut between words, and a single word between characters. */
function cutLong(text: string, { start, end }: Range): Range[] {
  // Three characters a token at the least, so that a range of this many fits in any script but the rarest.
  const most = mostTokens * 3;
  const ranges: Range[] = [];
  for (let from = start; from < end; ) {
    const to = Math.min(end, from + most);
    const cut = to === end ? end : from + wordEnd(text.slice(from, to));
    ranges.push({ start: from, end: cut });
    from = cut;
  }
  return ranges.map((range) => withoutBlanks(text, range)).filter((range) => range.end > range.start);
}

function wordEnd(slice: string): number {
  const blank = slice.search(/\s\S*$/);
  if (blank > 0) return blank;
  const last = slice.charCodeAt(slice.length - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return splitsPair ? slice.length - 1 : slice.length;
}

function withoutBlanks(text: string, { start, end }: Range): Range {
  const slice = text.slice(start, end);
  const from = start + slice.length - slice.trimStart().length;
  return { start: from, end: from + slice.trim().length };
}

/** Joins neighbours while they fit. */
function pack(text: string, units: Range[]): Range[] {
  const packed: Range[] = [];
  let tokens = 0;
  for (const unit of units) {
    const added = approximateTokens(text.slice(unit.start, unit.end));
    const last = packed.at(-1);
    const joins = last !== undefined && tokens + added <= mostTokens;
    if (joins) last.end = unit.end;
    else packed.push({ ...unit });
    tokens = joins ? tokens + added : added;
  }
  return packed;
}
