import { findVerbatim, standsAt } from "../knowledge/verbatim.ts";
import type { TextRange } from "./mark-ranges.ts";

/** Words that an answer cited. `start` and `end` are where they stood in the document's text. */
export type CitedPlace = TextRange & { excerpt: string };

/** Where each page of a paged document begins in its text. */
export type PageStart = { page: number; start: number };

/**
 * Where cited words stand in a document as it is now: at their offsets, or where they have moved to since. `missing`
 * are those that it no longer has.
 */
export function findPlaces(
  text: string,
  places: readonly CitedPlace[],
): { ranges: TextRange[]; missing: string[] } {
  const found = places.map((place) => ({
    place,
    range: standsAt(place.excerpt, text, place) ? place : findVerbatim(place.excerpt, text),
  }));
  const ranges = found.flatMap(({ range }) => (range ? [{ start: range.start, end: range.end }] : []));
  const missing = found.flatMap(({ place, range }) => (range ? [] : [place.excerpt]));
  return {
    ranges: ranges.toSorted((one, other) => one.start - other.start),
    missing: [...new Set(missing)],
  };
}

/** The pages that the ranges begin on, each once; none of a document without pages. */
export function pagesOf(
  ranges: readonly TextRange[],
  pages: readonly PageStart[] | null | undefined,
): number[] {
  const numbers = ranges.flatMap(({ start }) => pages?.findLast((page) => page.start <= start)?.page ?? []);
  return [...new Set(numbers)];
}
