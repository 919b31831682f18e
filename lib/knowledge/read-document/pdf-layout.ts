import type { PdfLine } from "./pdf-lines.ts";

export type Layout = { bodySize: number; headingSizes: number[] };

/** Letters that are larger by this are a heading's. */
export const headingGrowth = 1.12;
export const mostHeadingLevels = 4;

/** The size of most letters is the text's, larger ones are headings', the largest the outermost. */
export function layoutOf(pages: PdfLine[][]): Layout {
  const letters = new Map<number, number>();
  for (const { size, text } of pages.flat()) letters.set(size, (letters.get(size) ?? 0) + text.length);
  const bodySize = [...letters].reduce((best, other) => (other[1] > best[1] ? other : best), [0, 0])[0];
  const headingSizes = [...letters.keys()]
    .filter((size) => size >= bodySize * headingGrowth)
    .sort((one, other) => other - one)
    .slice(0, mostHeadingLevels);
  return { bodySize, headingSizes };
}
