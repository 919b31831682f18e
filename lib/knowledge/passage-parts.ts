import { blocksOf } from "./markdown-blocks.ts";
import { passageText } from "./passage-text.ts";

type Parted = { title: string; headingPath: readonly string[]; context?: string | null; content: string };

/**
 * What a passage says under each of its headings, each with the document's title: short sections share a passage, and
 * words that stand in different ones have nothing to do with each other.
 */
export function passageParts(passage: Parted): string[] {
  const { title, content } = passage;
  const begins = blocksOf(content)
    .filter(({ kind }, index, blocks) => kind === "heading" && blocks[index - 1]?.kind !== "heading")
    .map(({ start }) => start)
    .filter((start) => start > 0);
  if (begins.length === 0) return [passageText(passage)];
  const first = passageText({ ...passage, content: content.slice(0, begins[0]) });
  const others = begins.map((start, index) => `${title}\n${content.slice(start, begins[index + 1])}`);
  return [first, ...others];
}
