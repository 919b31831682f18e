import { headingGrowth, layoutOf } from "./pdf-layout.ts";
import type { PdfLine } from "./pdf-lines.ts";

/** Lines from the edge of a page that a head or foot may have. */
const edgeLines = 3;
/** A head or foot stands apart from the text by so many times its own height. */
const apart = 1.8;
/** It is on so many pages, and on such a share of them (on the left or the right pages only, perhaps). */
const fewestPages = 3;
const leastShare = 0.3;

/**
 * The pages without running heads, feet and page numbers: lines at the upper or lower edge that stand apart from the
 * text and come again on other pages, whatever numbers are in them.
 */
export function withoutRunningLines(pages: PdfLine[][]): PdfLine[][] {
  // What is printed larger than the text is a heading, even if every chapter has the same.
  const largest = layoutOf(pages).bodySize * headingGrowth;
  const edges = pages.map((page) => edgesOf(page, largest));
  const counts = new Map<string, number>();
  for (const page of edges)
    for (const mark of new Set(page.values())) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  const least = Math.max(fewestPages, pages.length * leastShare);
  return pages.map((page, index) =>
    page.filter((line) => {
      const mark = edges[index]?.get(line);
      if (mark === undefined) return true;
      const isNumber = pages.length > 1 && pageNumber.test(line.text);
      return !isNumber && (counts.get(mark) ?? 0) < least;
    }),
  );
}

const pageNumber =
  /^(?:[-–]\s*)?(?:(?:page|seite|pagina|página)\s*)?\d{1,4}(?:\s*(?:of|\/|von|de|di)\s*\d{1,4})?(?:\s*[-–])?$/i;

/** The lines at a page's edges, each with what makes it the same as another page's. */
function edgesOf(page: PdfLine[], largest: number): Map<PdfLine, string> {
  const downwards = [...page].sort((one, other) => other.y - one.y);
  const upper = linesBeforeGap(downwards).map((line) => [line, `upper ${sameWords(line)}`] as const);
  const lower = linesBeforeGap(downwards.reverse()).map(
    (line) => [line, `lower ${sameWords(line)}`] as const,
  );
  return new Map([...upper, ...lower].filter(([line]) => line.size < largest));
}

/** The first lines, up to the first wide gap; none where the text begins at once. */
function linesBeforeGap(lines: PdfLine[]): PdfLine[] {
  for (let at = 1; at <= edgeLines && at < lines.length; at += 1) {
    const gap = Math.abs((lines[at - 1]?.y ?? 0) - (lines[at]?.y ?? 0));
    if (gap > Math.min(lines[at]?.size ?? 0, lines[at - 1]?.size ?? 0) * apart) return lines.slice(0, at);
  }
  return [];
}

/** Numbers change from page to page; a line of nothing but numbers is a table's. */
function sameWords({ text }: PdfLine): string {
  return /\p{L}/u.test(text) ? text.replace(/\d+/g, "#").toLowerCase() : text;
}
