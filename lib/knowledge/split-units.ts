import { mostTokens } from "./choose-cuts.ts";
import { cutBlock, cutLong, type Range } from "./cut-block.ts";
import { blocksOf } from "./markdown-blocks.ts";

/** The smallest piece of a document that a passage may be made of. Units lie in order with only blanks between. */
export type SplitUnit = Range & {
  /** With the blanks behind it, so that the sum over neighbours is what they have together. */
  tokens: number;
  headingPath: string[];
  /** A heading stands at its beginning; then `depth` is how deep that heading lies, else how deep the unit lies. */
  opensSection: boolean;
  depth: number;
  /** What it costs to begin a passage with it: nothing at a heading, most in the middle of a sentence. */
  cutCost: number;
  /** What a passage that begins with it has to repeat. */
  context?: string;
  contextTokens: number;
};

/** Headings that follow each other stay with the text below them up to so many tokens. */
const mostHeadingTokens = 100;

const betweenBlocks = 0.5;
/** "The steps are:" wants what comes next. */
const afterColon = 2;

/** A document's units: whole blocks where they fit a passage, or else items, rows, lines, sentences. */
export function splitUnits(text: string, countTokens: (text: string) => number): SplitUnit[] {
  const units: SplitUnit[] = [];
  const path: { level: number; words: string }[] = [];
  let headings: Heading | undefined;

  const add = (unit: Omit<SplitUnit, "tokens" | "contextTokens" | "headingPath">) =>
    units.push({
      ...unit,
      tokens: 0,
      headingPath: path.map(({ words }) => words),
      contextTokens: unit.context === undefined ? 0 : countTokens(unit.context) + 1,
    });
  /** Headings with no text below, or too many of them to stay with it, are a text of their own. */
  const addHeadings = () => {
    if (!headings) return;
    const { start, end, depth } = headings;
    for (const [index, range] of cutLong({ text, countTokens, most: mostTokens }, { start, end }).entries())
      add({ ...range, opensSection: index === 0, depth, cutCost: index === 0 ? 0 : betweenBlocks });
    headings = undefined;
  };

  for (const block of blocksOf(text)) {
    if (block.level !== undefined) {
      const tokens = countTokens(text.slice(block.start, block.end)) + 1;
      if (headings && headings.tokens + tokens > mostHeadingTokens) addHeadings();
      while ((path.at(-1)?.level ?? 0) >= block.level) path.pop();
      path.push({ level: block.level, words: block.words ?? "" });
      const before = headings ?? { start: block.start, depth: path.length, tokens: 0 };
      headings = { ...before, end: block.end, tokens: before.tokens + tokens };
      continue;
    }
    if (headings && headings.tokens > mostHeadingTokens) addHeadings();
    const most = mostTokens - (headings?.tokens ?? 0);
    for (const [index, piece] of cutBlock({ text, countTokens, most }, block).entries()) {
      const isFirst = index === 0;
      const opens = isFirst ? headings : undefined;
      add({
        ...piece,
        start: opens?.start ?? piece.start,
        opensSection: opens !== undefined,
        depth: opens?.depth ?? path.length,
        cutCost: opens ? 0 : isFirst ? blockCost(text, units.at(-1)) : piece.cutCost,
      });
    }
    headings = undefined;
  }
  addHeadings();
  return counted(units, text, countTokens);
}

type Heading = { start: number; end: number; depth: number; tokens: number };

function blockCost(text: string, before: Range | undefined): number {
  return before && text[before.end - 1] === ":" ? afterColon : betweenBlocks;
}

function counted(units: SplitUnit[], text: string, countTokens: (text: string) => number): SplitUnit[] {
  return units.map((unit, index) => {
    const end = units[index + 1]?.start ?? unit.end;
    return { ...unit, tokens: countTokens(text.slice(unit.start, end)) };
  });
}
