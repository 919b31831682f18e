import type { Feature } from "./features.ts";
import type { Weights } from "./learn-weights.ts";

/** How much a text speaks for each class: `sums` in log-odds, and what each word (by index) adds to it. */
export type Weighing = { sums: number[]; ofWord: number[][] };

/** A pair's share goes to both of its words. */
export function weighWords(features: readonly Feature[], wordCount: number, weights: Weights): Weighing {
  const { bias, classCount, ofFeature } = weights;
  const sums = new Array<number>(classCount).fill(bias);
  const ofWord = Array.from({ length: wordCount }, () => new Array<number>(classCount).fill(0));
  const seen = new Set<string>();
  for (const { name, at } of features) {
    const values = ofFeature.get(name);
    if (values === undefined) continue;
    const isNew = !seen.has(name);
    seen.add(name);
    values.forEach((value, index) => {
      if (isNew) sums[index] = (sums[index] ?? 0) + value;
      for (const word of at) {
        const shares = ofWord[word];
        if (shares) shares[index] = (shares[index] ?? 0) + value / at.length;
      }
    });
  }
  return { sums, ofWord };
}
