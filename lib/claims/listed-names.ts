import { stemOf, wordsOf } from "../knowledge/words.ts";
import type { FigureContext } from "./figure-context.ts";

/** A text and the context of one of its figures. */
type Placed = { text: string; context: FigureContext };

/**
 * Where figures and names are listed ("$9, $24 or $48 for Ann, Bob and Cid"), each figure is of the name in its place.
 * True when the claim gives the source's figure to another of them.
 */
export function isOfAnotherName(claim: Placed, source: Placed): boolean {
  const names = namesListed(source);
  const own = names[source.context.run.at];
  if (own === undefined) return false;
  const listed = namesListed(claim)[claim.context.run.at];
  if (listed !== undefined) return names.includes(listed) && listed !== own;
  const { before, after } = claim.context;
  const words = wordsOf(`${before} ${after}`).map(stemOf);
  const meant = names.filter((name) => words.includes(name));
  return meant.length > 0 && !meant.includes(own);
}

const list = /\b\p{Lu}[\p{L}\p{N}]+(?:,\s+\p{Lu}[\p{L}\p{N}]+)*,?\s+(?:and|or)\s+\p{Lu}[\p{L}\p{N}]+/gu;

/** The names of the text's only list that is as long as the figure's, by their stems; none where there is no such list. */
function namesListed({ text, context }: Placed): string[] {
  if (context.run.of < 2) return [];
  const lists = [...text.matchAll(list)]
    .map(([names]) => names.split(/,\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+/u))
    .filter(({ length }) => length === context.run.of);
  return lists.length === 1 ? (lists[0] ?? []).map((name) => stemOf(name.toLowerCase())) : [];
}
