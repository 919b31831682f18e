import { weightOf } from "./word-weight.ts";

/** A text by its stems: how often each stands in it, and how many there are in all. */
export type CountedText = { counts: ReadonlyMap<string, number>; length: number };

/** The best texts that the others are held against, and how steeply a lesser one of them counts less. */
const bestTaken = 6;
const steepness = 3;
/** What is looked for in the others: the words that mark the best. */
const mostTerms = 100;
/** BM25's saturation and length normalisation. */
const saturation = 1.2;
const byLength = 0.75;

/**
 * How much each text resembles the best ones, 0 to 1: pseudo-relevance feedback (relevance model RM3; Lavrenko and
 * Croft, 2001) over texts that were found already. What the best have in common and the others have not is what the
 * question is about, in more words than it had. `scores` are of at least 0, one for each text. How rare a word is, is
 * counted among these texts alone. 1 ms for 150 texts.
 */
export function resembleBest(texts: readonly CountedText[], scores: readonly number[]): number[] {
  const order = scores.map((_, index) => index).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const best = order.slice(0, bestTaken);
  const highest = scores[best[0] ?? 0] ?? 0;
  if (highest <= 0 || texts.length < 2) return texts.map(() => 0);
  const rarity = rarityAmong(texts);
  const marks = new Map<string, number>();
  for (const index of best) {
    const share = ((scores[index] ?? 0) / highest) ** steepness;
    const { counts, length } = texts[index] as CountedText;
    for (const [stem, count] of counts) marks.set(stem, (marks.get(stem) ?? 0) + (share * count) / length);
  }
  const terms = [...marks]
    .map(([stem, mark]) => [stem, mark * rarity(stem)] as const)
    .filter(([stem, mark]) => mark > 0 && weightOf(stem) > 0)
    .sort((one, other) => other[1] - one[1])
    .slice(0, mostTerms)
    .map(([stem, mark]) => [stem, mark * rarity(stem)] as const);
  return fromLeastToMost(likeness(texts, terms));
}

function rarityAmong(texts: readonly CountedText[]): (stem: string) => number {
  const holding = new Map<string, number>();
  for (const { counts } of texts) {
    for (const stem of counts.keys()) holding.set(stem, (holding.get(stem) ?? 0) + 1);
  }
  return (stem) => {
    const count = holding.get(stem) ?? 0;
    return Math.log(1 + (texts.length - count + 0.5) / (count + 0.5));
  };
}

function likeness(texts: readonly CountedText[], terms: readonly (readonly [string, number])[]): number[] {
  const mean = texts.reduce((sum, { length }) => sum + length, 0) / texts.length || 1;
  return texts.map(({ counts, length }) => {
    const damped = saturation * (1 - byLength + (byLength * length) / mean);
    let sum = 0;
    for (const [stem, mark] of terms) {
      const count = counts.get(stem);
      if (count !== undefined) sum += (mark * count * (saturation + 1)) / (count + damped);
    }
    return sum;
  });
}

function fromLeastToMost(values: readonly number[]): number[] {
  const least = Math.min(...values);
  const range = Math.max(...values) - least;
  return values.map((value) => (range > 0 ? (value - least) / range : 0));
}
