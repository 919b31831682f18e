/** A document whose title names an older year or version than another's that is otherwise the same. */
export type SupersededTitle<Document> = { older: Document; newer: Document; edition: string };

const editions =
  /\b(?:19|20)\d{2}\b|\bv(?:ersion|\.)?\s?\d+(?:\.\d+){0,2}\b|\b(?:rev(?:ision)?|edition|issue)\.?\s?\d+\b/giu;

/**
 * Titles that are alike but for a year or a version, each older one with the newest: "Price list 2024" beside "Price
 * list 2026". Titles of nothing but a year are of no one thing. Pure.
 */
export function supersededTitles<Document extends { title: string }>(
  documents: readonly Document[],
): SupersededTitle<Document>[] {
  const groups = Map.groupBy(
    documents.flatMap((document) => {
      const found = document.title.match(editions) ?? [];
      const rest = document.title
        .replace(editions, "#")
        .toLowerCase()
        .replace(/[\s_-]+/g, " ")
        .trim();
      return found.length === 1 && /\p{L}{3}/u.test(rest)
        ? [{ document, rest, edition: found[0] ?? "" }]
        : [];
    }),
    ({ rest }) => rest,
  );
  return [...groups.values()].flatMap((group) => {
    const inOrder = group.sort((one, other) => compareEditions(one.edition, other.edition));
    const newest = inOrder.at(-1);
    if (!newest) return [];
    return inOrder
      .filter(({ edition }) => compareEditions(edition, newest.edition) < 0)
      .map(({ document, edition }) => ({ older: document, newer: newest.document, edition }));
  });
}

/** Number by number: 1.10 is newer than 1.9. */
function compareEditions(one: string, other: string): number {
  const [mine, theirs] = [numbersOf(one), numbersOf(other)];
  for (let at = 0; at < Math.max(mine.length, theirs.length); at += 1) {
    const difference = (mine[at] ?? 0) - (theirs[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbersOf(edition: string): number[] {
  return (edition.match(/\d+/g) ?? []).map(Number);
}
