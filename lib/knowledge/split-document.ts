import { chooseCuts } from "./choose-cuts.ts";
import type { ReadDocument } from "./read-document/read-document.ts";
import { type SplitUnit, splitUnits } from "./split-units.ts";

/** A searchable piece of a document: `content` is the document's text from `start` to `end`, verbatim. */
export type Passage = {
  /** The headings that lead to the passage's beginning, the outermost first. */
  headingPath: string[];
  content: string;
  start: number;
  end: number;
  /** Of context and content, as the counter that was handed in counts. */
  tokens: number;
  /**
   * What has to be read before the content to understand it, from further up in the document: the header of a table
   * that the passage begins in the middle of. It is embedded, indexed and quoted to a model, and never cited.
   */
  context?: string;
  /** The page that it begins on, of a paged source. */
  page?: number;
};

/** Goes into a document's hash, so that a change of the rules below cuts stored documents anew. */
export const splitterVersion = 2;

/**
 * Cuts a document by its structure into passages of 200 to 400 tokens: a section that is shorter is joined with its
 * neighbours, a longer one parts between blocks, items, rows or sentences, and code stays whole. Passages come in
 * order and hold every character but blanks. Pure: the same text is always cut the same. Time and memory grow with
 * the text's length alone; about 0.6 s and 150 MB for a million characters.
 */
export function splitDocument(
  { text, pages }: Pick<ReadDocument, "text" | "pages">,
  countTokens: (text: string) => number,
): Passage[] {
  const units = splitUnits(text, countTokens);
  const begins = chooseCuts(units);
  const pageAt = pageFinder(pages ?? []);
  return begins.flatMap((begin, index) => {
    const first = units[begin];
    const last = units[(begins[index + 1] ?? units.length) - 1];
    return first && last ? [toPassage({ text, first, last, page: pageAt(first.start), countTokens })] : [];
  });
}

type Made = {
  text: string;
  first: SplitUnit;
  last: SplitUnit;
  page: number | undefined;
  countTokens: (text: string) => number;
};

function toPassage({ text, first, last, page, countTokens }: Made): Passage {
  const { start, headingPath, context } = first;
  const content = text.slice(start, last.end);
  return {
    headingPath,
    content,
    start,
    end: last.end,
    tokens: countTokens(context === undefined ? content : `${context}\n${content}`),
    ...(context !== undefined && { context }),
    ...(page !== undefined && { page }),
  };
}

/** Asked for growing offsets only. */
function pageFinder(
  pages: readonly { page: number; start: number }[],
): (offset: number) => number | undefined {
  let at = -1;
  return (offset) => {
    while ((pages[at + 1]?.start ?? Number.POSITIVE_INFINITY) <= offset) at += 1;
    return pages[at]?.page;
  };
}
