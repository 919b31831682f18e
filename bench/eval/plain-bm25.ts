import { weightOf } from "../../lib/knowledge/word-weight.ts";
import { stemOf, wordsOf } from "../../lib/knowledge/words.ts";

/** BM25's usual constants (Robertson and Zaragoza, 2009). */
const saturation = 1.2;
const byLength = 0.75;

/** Textbook BM25 over stems without grammar words: what any search has to beat. Returns the texts' places, best first. */
export function plainBm25(texts: readonly string[]): (question: string) => number[] {
  const counts = texts.map((text) => countStems(text));
  const lengths = counts.map((each) => [...each.values()].reduce((sum, count) => sum + count, 0));
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, texts.length);
  const holding = new Map<string, number>();
  for (const each of counts) for (const stem of each.keys()) holding.set(stem, (holding.get(stem) ?? 0) + 1);
  return (question) => {
    const asked = [...countStems(question)];
    const scores = counts.map((each, index) =>
      asked.reduce((sum, [stem, times]) => {
        const count = each.get(stem) ?? 0;
        const held = holding.get(stem) ?? 0;
        const rarity = Math.log(1 + (texts.length - held + 0.5) / (held + 0.5));
        const damped = saturation * (1 - byLength + (byLength * (lengths[index] ?? 0)) / mean);
        return sum + (times * rarity * count * (saturation + 1)) / (count + damped);
      }, 0),
    );
    return scores
      .map((_, index) => index)
      .filter((index) => (scores[index] ?? 0) > 0)
      .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  };
}

function countStems(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const stem of wordsOf(text).map(stemOf)) {
    if (weightOf(stem) > 0) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return counts;
}
