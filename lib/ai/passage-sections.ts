import type { RankedPassage } from "../knowledge/rank-passages.ts";
import { type Sentence, sentencesOf } from "../knowledge/split-sentences.ts";

/** What stands under one heading of a passage. `n` is the passage's number as a source, from 1. */
export type Section = {
  n: number;
  title: string;
  heading: string;
  sentences: Sentence[];
  items: Sentence[];
  /** The first table's rows, the head first; its ruler is left out. */
  rows: Sentence[];
};

export function sectionsOf(passage: RankedPassage, n: number): Section[] {
  const { title, headingPath, context, content } = passage;
  const sections: Section[] = [];
  // A passage begins under its path; headings inside it begin further sections.
  let heading = headingPath.at(-1) ?? title;
  let open: Section | undefined;
  const sentences = sentencesOf(content);
  for (const sentence of [...headBefore(sentences[0], context), ...sentences]) {
    if (sentence.kind === "heading") {
      heading = sentence.text.replace(/[*_`]+/g, "");
      open = undefined;
      continue;
    }
    if (!open) {
      open = { n, title, heading, sentences: [], items: [], rows: [] };
      sections.push(open);
    }
    put(open, sentence);
  }
  return sections;
}

/** A passage that begins in the middle of a table has the table's head in its context. */
function headBefore(first: Sentence | undefined, context: string | null | undefined): Sentence[] {
  if (!context || first?.kind !== "row") return [];
  const head = sentencesOf(context).find(({ kind }) => kind === "row");
  // It stands outside the passage, so it has no place in it.
  return head ? [{ ...head, start: 0, end: 0, block: first.block }] : [];
}

function put(section: Section, sentence: Sentence): void {
  if (sentence.kind === "sentence") section.sentences.push(sentence);
  if (sentence.kind === "item") section.items.push(sentence);
  const isFirstTable = section.rows.length === 0 || section.rows[0]?.block === sentence.block;
  if (sentence.kind === "row" && isFirstTable) section.rows.push(sentence);
}
