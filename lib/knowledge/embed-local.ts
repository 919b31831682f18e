import type { Embedder } from "../models/model.ts";
import { synonymGroupOf } from "./synonyms.ts";
import { weightOf } from "./word-weight.ts";
import { stemOf, wordsOf } from "./words.ts";

/**
 * An embedder that needs no model and no network: what a text says is hashed into 384 signed numbers (feature
 * hashing; Weinberger et al., 2009). Features are word stems, pairs of neighbours, groups of synonyms and
 * letter triples, so that other forms, compounds ("bill back", "billback") and typing errors still come near.
 * A repeated feature counts by the logarithm, a common word by its weight. Deterministic; the version in the
 * model's name changes with anything that changes a vector.
 */
export const localEmbedder: Embedder = {
  model: "local-v1",
  dimensions: 384,
  embed: async (texts) => texts.map(embedText),
};

const { dimensions } = localEmbedder;

/** Weights of the kinds of features beside a stem's 1. */
const pairWeight = 0.6;
const groupWeight = 0.5;
const letterWeight = 0.5;

/** Where a feature goes: two places, each with a sign, so that one collision does not make two features equal. */
type Projection = { places: [number, number]; signs: [number, number] };
type WordFeatures = { stem: string; weight: number; group: string | undefined; letters: string[] };

export function embedText(text: string): number[] {
  const counts = new Map<string, { count: number; weight: number }>();
  const add = (feature: string, weight: number) => {
    const known = counts.get(feature);
    if (known) known.count += 1;
    else counts.set(feature, { count: 1, weight });
  };

  let before: WordFeatures | undefined;
  for (const word of wordsOf(text)) {
    const features = featuresOf(word);
    if (features.weight === 0) continue;
    add(features.stem, features.weight);
    if (features.group) add(features.group, features.weight * groupWeight);
    for (const letters of features.letters)
      add(letters, (features.weight * letterWeight) / Math.sqrt(features.letters.length));
    // Joined without a blank, a pair is the same feature as the compound written as one word.
    if (before) add(before.stem + features.stem, Math.min(before.weight, features.weight) * pairWeight);
    before = features;
  }
  return project(counts);
}

function project(counts: Map<string, { count: number; weight: number }>): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const [feature, { count, weight }] of counts) {
    const { places, signs } = projectionOf(feature);
    const size = weight * (1 + Math.log(count));
    vector[places[0]] = (vector[places[0]] ?? 0) + signs[0] * size;
    vector[places[1]] = (vector[places[1]] ?? 0) + signs[1] * size;
  }
  const length = Math.hypot(...vector);
  // A text of grammar alone has no direction; it points where no feature does by more than chance.
  if (length === 0) return vector.fill(1 / Math.sqrt(dimensions));
  return vector.map((value) => value / length);
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

/** FNV-1a, whose high and low bits serve for place and sign. */
function projectionOf(feature: string): Projection {
  const hash = fnv1a(feature, 0x811c9dc5);
  const second = fnv1a(feature, 0x01000193 ^ hash);
  return {
    places: [(hash >>> 1) % dimensions, (second >>> 1) % dimensions],
    signs: [hash & 1 ? 1 : -1, second & 1 ? 1 : -1],
  };
}

function fnv1a(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}
