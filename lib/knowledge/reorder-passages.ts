import type { RankedPassage } from "./rank-passages.ts";
import { spreadPassages } from "./spread-passages.ts";

/**
 * Ranked passages in an order that somebody else found better: what a place is worth stays, who has it changes. The
 * first of `order` gets the highest relevance there is among them, and so on; what it does not name follows as it was.
 * So lifts and the spread over documents weigh as much as before, and an order that says what the search said changes
 * nothing. Passages that say the same were left out when they were ranked. Pure.
 */
export function reorderPassages(
  ranked: readonly RankedPassage[],
  order: readonly string[],
  limit = ranked.length,
): RankedPassage[] {
  const worth = ranked.map(relevanceOf).sort((one, other) => other - one);
  const place = new Map(order.map((passageId, index) => [passageId, index]));
  const placeOf = ({ passageId }: RankedPassage) => place.get(passageId) ?? order.length;
  const scored = [...ranked]
    .sort((one, other) => placeOf(one) - placeOf(other) || relevanceOf(other) - relevanceOf(one))
    .map((passage, index) => worthInstead(passage, worth[index] ?? 0));
  return spreadPassages(scored, { limit, saysTheSame: () => false });
}

/** What speaks for a passage whoever asks. */
function relevanceOf({ contributions: { words, meaning, coverage, alike } }: RankedPassage): number {
  return words + meaning + coverage + alike;
}

function worthInstead(passage: RankedPassage, relevance: number): RankedPassage {
  const model = relevance - relevanceOf(passage);
  return {
    ...passage,
    score: relevance * passage.contributions.lift,
    contributions: { ...passage.contributions, model },
  };
}
