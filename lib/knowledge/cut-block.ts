import type { Block } from "./markdown-blocks.ts";
import { sentenceRanges } from "./split-sentences.ts";

export type Range = { start: number; end: number };

/** A part of a block that a passage may begin with, at a cost; `context` is what it then has to repeat. */
export type Piece = Range & { cutCost: number; context?: string };

export type Cutting = {
  text: string;
  countTokens: (text: string) => number;
  /** Tokens that a piece may have. */
  most: number;
};

const betweenItems = 0.8;
const betweenSentences = 1.2;
const betweenWords = 2;

/** A paragraph that is longer may part between sentences also where it would fit. */
const wholeParagraphTokens = 120;

/**
 * Code stays whole up to this: the models that embed passages read 2,048 tokens and more (nomic-embed-text 2,048,
 * text-embedding-3 8,191), and a title and headings go before it. What is longer parts between lines.
 */
const mostCodeTokens = 1_800;

/** A table's header is repeated up to this; a longer one would leave its rows no room. */
const mostHeaderTokens = 120;

/** A block whole, or in pieces that each fit. */
export function cutBlock(cutting: Cutting, block: Block): Piece[] {
  const tokens = tokensOf(cutting, block);
  if (block.kind === "code") return cutCode(cutting, block, tokens);
  if (block.kind === "paragraph" && tokens > wholeParagraphTokens) return cutParagraph(cutting, block);
  if (tokens <= cutting.most) return [{ start: block.start, end: block.end, cutCost: 0 }];
  if (block.kind === "table") return cutTable(cutting, block);
  return cutLines(cutting, linesIn(cutting.text, block));
}

function cutParagraph(cutting: Cutting, { start, end }: Block): Piece[] {
  const sentences = sentenceRanges(cutting.text.slice(start, end));
  return sentences.flatMap((sentence) => {
    const range = { start: start + sentence.start, end: start + sentence.end };
    return cutLong(cutting, range).map((piece, index) => ({
      ...piece,
      cutCost: index === 0 ? betweenSentences : betweenWords,
    }));
  });
}

function cutLines(cutting: Cutting, lines: Range[]): Piece[] {
  return lines.flatMap((line) =>
    cutLong(cutting, line).map((piece, index) => ({
      ...piece,
      cutCost: index === 0 ? betweenItems : betweenWords,
    })),
  );
}

/** Its header stands before each passage that begins further down. */
function cutTable(cutting: Cutting, block: Block): Piece[] {
  const lines = linesIn(cutting.text, block);
  const header = headerOf(cutting, lines);
  if (!header) return cutLines(cutting, lines);
  const context = cutting.text.slice(header.start, header.end);
  const tokens = tokensOf(cutting, header) + 1;
  if (tokens > mostHeaderTokens) return cutLines(cutting, lines);
  const rows = lines
    .slice(2)
    .map((row, index) => (index === 0 ? { start: header.start, end: row.end } : row));
  return cutLines({ ...cutting, most: cutting.most - tokens }, rows).map((row) =>
    row.start === header.start ? row : { ...row, context },
  );
}

/** The first two lines, where the second is the rule below the names. */
function headerOf({ text }: Cutting, [names, rule, first]: Range[]): Range | undefined {
  if (!names || !rule || !first || rule.end - rule.start > 2_000) return undefined;
  const isRule = /^[\s|:-]*-[\s|:-]*$/.test(text.slice(rule.start, rule.end));
  return isRule ? { start: names.start, end: rule.end } : undefined;
}

/** Its opening fence stands before each passage that begins further down. */
function cutCode(cutting: Cutting, block: Block, tokens: number): Piece[] {
  if (tokens <= mostCodeTokens) return [{ start: block.start, end: block.end, cutCost: 0 }];
  const lines = linesIn(cutting.text, block, /\S.*/g);
  const fence = cutting.text.slice(lines[0]?.start, lines[0]?.end);
  const most = cutting.most - mostHeaderTokens;
  const pieces = cutLines({ ...cutting, most }, lines);
  const isShort = cutting.countTokens(fence) < mostHeaderTokens;
  return pieces.map((piece, index) => (index === 0 || !isShort ? piece : { ...piece, context: fence }));
}

/** Lines; those that go on a list's item (indented) stay with it. */
function linesIn(
  text: string,
  { start, end }: Range,
  pattern = /\S.*(?:\n[ \t]+(?![-*+]\s|\d+[.)]\s)\S.*)*/g,
): Range[] {
  const slice = text.slice(start, end);
  return [...slice.matchAll(pattern)].map((match) => ({
    start: start + match.index,
    end: start + match.index + match[0].trimEnd().length,
  }));
}

/** A range that does not fit is cut between words, and a single word between characters. */
export function cutLong(cutting: Cutting, range: Range): Range[] {
  if (tokensOf(cutting, range) <= cutting.most) return [range];
  const ranges: Range[] = [];
  for (let from = range.start; from < range.end; ) {
    const until = fittingEnd(cutting, { start: from, end: range.end });
    ranges.push({ start: from, end: until });
    from = until;
  }
  return ranges.map((piece) => withoutBlanks(cutting.text, piece)).filter((piece) => piece.end > piece.start);
}

/**
 * About half of what fits, so that no small rest has to stand alone. In prose four characters are a token; where they
 * are more tokens than that, the piece shrinks until it fits.
 */
function fittingEnd(cutting: Cutting, { start, end }: Range): number {
  const { text, most } = cutting;
  for (let length = most * 2; ; length = Math.floor(length / 2)) {
    const until = start + length >= end ? end : wordEnd(text, start, start + length);
    if (length <= 2 || tokensOf(cutting, { start, end: until }) <= most / 2) return until;
  }
}

/** The last place up to `end` where no word is cut; `end` itself, but not within a character, where all is one word. */
function wordEnd(text: string, start: number, end: number): number {
  for (let at = end; at > start; at -= 1) if (/\s/.test(text[at] ?? "")) return at;
  const last = text.charCodeAt(end - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return splitsPair && end - 1 > start ? end - 1 : end;
}

function withoutBlanks(text: string, { start, end }: Range): Range {
  const slice = text.slice(start, end);
  const from = start + slice.length - slice.trimStart().length;
  return { start: from, end: from + slice.trim().length };
}

function tokensOf({ text, countTokens }: Cutting, { start, end }: Range): number {
  return countTokens(text.slice(start, end));
}
