import { fnv1a } from "./fnv1a.ts";
import { weightOf } from "./word-weight.ts";

/** A text by its stems, those of grammar left out: the place of each, how often it stands there, and how many there are. */
export type CountedText = { places: Int32Array; counts: Float32Array; length: number };

/** Stems are told apart by a hash of so many values: two of a question's candidates' hardly ever meet in one. */
const placesInAll = 1 << 17;

/** The best texts that the others are held against, and how steeply a lesser one of them counts less. */
const bestTaken = 6;
const steepness = 6;
/** What is looked for in the others: the words that mark the best. */
const mostTerms = 100;
/** BM25's saturation and length normalisation. */
const saturation = 1.2;
const byLength = 0.75;

export function countText(stems: readonly string[]): CountedText {
  const counts = new Map<number, number>();
  for (const stem of stems) {
    if (weightOf(stem) === 0) continue;
    const place = fnv1a(stem, 0x811c9dc5) % placesInAll;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return {
    places: Int32Array.from(counts.keys()),
    counts: Float32Array.from(counts.values()),
    length: stems.length,
  };
}

/** Used again by each call, which leaves them empty. */
const holding = new Int32Array(placesInAll);
const marks = new Float32Array(placesInAll);

/**
 * How much each text resembles the best ones, 0 to 1: pseudo-relevance feedback (relevance model RM3; Lavrenko and
 * Croft, 2001) over texts that were found already. What the best have in common and the others have not is what the
 * question is about, in more words than it had. `scores` are of at least 0, one for each text. How rare a word is, is
 * counted among these texts alone. 0.1 ms for 100 passages.
 */
export function resembleBest(texts: readonly CountedText[], scores: readonly number[]): number[] {
  const order = scores.map((_, index) => index).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const best = order.slice(0, bestTaken).map((index) => ({
    text: texts[index] as CountedText,
    share: (scores[index] ?? 0) / (scores[order[0] ?? 0] || 1),
  }));
  if (texts.length < 2 || (scores[order[0] ?? 0] ?? 0) <= 0) return texts.map(() => 0);
  for (const { places } of texts) {
    for (let at = 0; at < places.length; at += 1) (holding[places[at] as number] as number) += 1;
  }
  const taken = markBest(best, texts.length);
  const values = likeness(texts);
  for (const place of taken) marks[place] = 0;
  for (const { places } of texts)
    for (let at = 0; at < places.length; at += 1) holding[places[at] as number] = 0;
  return fromLeastToMost(values);
}

/** Leaves in `marks` what a stem is worth that marks the best texts. Returns the places that are not zero. */
function markBest(best: readonly { text: CountedText; share: number }[], texts: number): number[] {
  const places: number[] = [];
  for (const { text, share } of best) {
    const each = share ** steepness / text.length;
    for (let at = 0; at < text.places.length; at += 1) {
      const place = text.places[at] as number;
      if (marks[place] === 0) places.push(place);
      marks[place] = (marks[place] as number) + each * (text.counts[at] as number);
    }
  }
  const rarity = (place: number) => {
    const count = holding[place] as number;
    return Math.log(1 + (texts - count + 0.5) / (count + 0.5));
  };
  for (const place of places) marks[place] = (marks[place] as number) * rarity(place);
  const ordered = places.sort((a, b) => (marks[b] as number) - (marks[a] as number) || a - b);
  // Once for how much a stem marks the best, once more for how much it tells where it is found.
  for (const place of ordered.slice(0, mostTerms)) marks[place] = (marks[place] as number) * rarity(place);
  for (const place of ordered.slice(mostTerms)) marks[place] = 0;
  return ordered.slice(0, mostTerms);
}

function likeness(texts: readonly CountedText[]): number[] {
  const mean = texts.reduce((sum, { length }) => sum + length, 0) / texts.length || 1;
  return texts.map(({ places, counts, length }) => {
    const damped = saturation * (1 - byLength + (byLength * length) / mean);
    let sum = 0;
    for (let index = 0; index < places.length; index += 1) {
      const mark = marks[places[index] as number] as number;
      if (mark === 0) continue;
      const count = counts[index] as number;
      sum += (mark * count * (saturation + 1)) / (count + damped);
    }
    return sum;
  });
}

function fromLeastToMost(values: readonly number[]): number[] {
  const least = Math.min(...values);
  const range = Math.max(...values) - least;
  return values.map((value) => (range > 0 ? (value - least) / range : 0));
}
