import type { DocumentSummary } from "./admin-knowledge.ts";

export type DocumentOrder = "updated" | "title" | "passages";
export type DocumentFilter = {
  /** Words that must all stand in the title, a tag or the address; case and accents do not matter. */
  words: string;
  tag: string | undefined;
  order: DocumentOrder;
  direction: "ascending" | "descending";
};

/** The documents that a filter leaves, in its order. Equal ones are ordered by title, so that rows never jump. */
export function findDocuments(
  documents: readonly DocumentSummary[],
  filter: DocumentFilter,
): DocumentSummary[] {
  const words = fold(filter.words).split(/\s+/u).filter(Boolean);
  const sign = filter.direction === "ascending" ? 1 : -1;
  return documents
    .filter((document) => filter.tag === undefined || document.tags.includes(filter.tag))
    .filter((document) => {
      const text = fold([document.title, ...document.tags, document.url ?? ""].join(" "));
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => sign * compare(a, b, filter.order) || a.title.localeCompare(b.title));
}

/** What could not be added, of those whose names hold the words. A tag leaves none: nothing was read of them. */
export function findFailures<Failure extends { name: string }>(
  failures: readonly Failure[],
  { words, tag }: DocumentFilter,
): Failure[] {
  if (tag !== undefined) return [];
  const wanted = fold(words).split(/\s+/u).filter(Boolean);
  return failures.filter(({ name }) => wanted.every((word) => fold(name).includes(word)));
}

/** Every tag with the number of documents that carry it, by name. */
export function countTags(documents: readonly DocumentSummary[]): { tag: string; documents: number }[] {
  const counts = new Map<string, number>();
  for (const tag of documents.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .map(([tag, count]) => ({ tag, documents: count }))
    .sort((a, b) => a.tag.localeCompare(b.tag));
}

function compare(a: DocumentSummary, b: DocumentSummary, order: DocumentOrder): number {
  if (order === "passages") return a.passages - b.passages;
  if (order === "updated") return Date.parse(a.updatedAt) - Date.parse(b.updatedAt);
  return a.title.localeCompare(b.title);
}

function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
