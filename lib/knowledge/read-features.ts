import { synonymGroupOf } from "./synonyms.ts";
import { weightOf } from "./word-weight.ts";
import { stemOf, wordsOf } from "./words.ts";

/** A text as the local embedders read it: each of its stems that tells something, how often it stands there, and what it tells (0 to 1). */
export type TextFeatures = {
  stems: Map<string, { count: number; weight: number }>;
  /** Stems, pairs of neighbours, groups of synonyms and letter triples, to be hashed. */
  forms: Map<string, { count: number; weight: number }>;
};

/** Weights of the kinds of forms beside a stem's 1. */
const pairWeight = 0.6;
const groupWeight = 0.5;
const letterWeight = 0.5;

type WordFeatures = { stem: string; weight: number; group: string | undefined; letters: string[] };

export function readFeatures(text: string): TextFeatures {
  const stems: TextFeatures["stems"] = new Map();
  const forms: TextFeatures["forms"] = new Map();
  let before: WordFeatures | undefined;
  for (const word of wordsOf(text)) {
    const features = featuresOf(word);
    if (features.weight === 0) continue;
    add(stems, features.stem, features.weight);
    add(forms, features.stem, features.weight);
    if (features.group) add(forms, features.group, features.weight * groupWeight);
    for (const letters of features.letters)
      add(forms, letters, (features.weight * letterWeight) / Math.sqrt(features.letters.length));
    // Joined without a blank, a pair is the same feature as the compound written as one word.
    if (before)
      add(forms, before.stem + features.stem, Math.min(before.weight, features.weight) * pairWeight);
    before = features;
  }
  return { stems, forms };
}

function add(counts: TextFeatures["forms"], feature: string, weight: number): void {
  const known = counts.get(feature);
  if (known) known.count += 1;
  else counts.set(feature, { count: 1, weight });
}

const known = new Map<string, WordFeatures>();
const mostKnown = 50_000;

function featuresOf(word: string): WordFeatures {
  const kept = known.get(word);
  if (kept) return kept;
  if (known.size >= mostKnown) known.clear();
  const stem = stemOf(word);
  const features = {
    stem,
    weight: weightOf(stem),
    group: synonymGroupOf(stem),
    letters: letterTriples(stem),
  };
  known.set(word, features);
  return features;
}

/** "route" → "_^ro", "_rou", "_out", …; words under four letters have too few to tell them apart. */
function letterTriples(stem: string): string[] {
  if (stem.length < 4 || /\p{N}/u.test(stem)) return [];
  const framed = `^${stem}$`;
  return Array.from({ length: framed.length - 2 }, (_, at) => `_${framed.slice(at, at + 3)}`);
}
