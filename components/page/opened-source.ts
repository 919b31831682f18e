import type { OpenedSource } from "@/components/source/source-sheet.tsx";
import type { PageSource } from "@/lib/pages/page-spec.ts";

/** The document behind a page's source, with the words that the page stands on; null for a number that is none. */
export function openedFrom(sources: readonly PageSource[], n: number): OpenedSource | null {
  const source = sources.find((one) => one.n === n);
  if (!source) return null;
  const { documentId, title, start, end, excerpt } = source;
  return { documentId, title, places: [{ start, end, excerpt }] };
}
