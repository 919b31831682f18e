import { createHash } from "node:crypto";
import { leadingDirections, type SparseRow } from "./leading-directions.ts";
import { readFeatures, type TextFeatures } from "./read-features.ts";

/**
 * What the words of one company's documents mean, learnt from which words stand in the same passages (latent semantic
 * indexing; Deerwester et al., 1990). Frozen: a snapshot never changes, and its id is made of its content.
 */
export type CorpusMeanings = {
  id: string;
  dimensions: number;
  terms: number;
  /** The text's place among the passages that were learnt from; all zero where none of its words is known. Not of unit length. */
  meaningOf(features: TextFeatures): Float64Array;
};

/** Fewer passages tell nothing that their words do not. */
export const leastPassages = 50;
const mostDimensions = 156;
const mostTerms = 20_000;
const seed = 20261121;

/** Learns from the texts of passages. Returns what `readMeanings` reads. Takes some 15 s for 10,000: run it in a worker. */
export function learnMeanings(texts: readonly string[]): Buffer {
  const passages = texts.map((text) => readFeatures(text).stems);
  const rarity = rarityOfTerms(passages);
  const terms = [...rarity.keys()];
  const place = new Map(terms.map((term, index) => [term, index]));
  const rows = passages.map((stems) => toRow(stems, { place, rarity }));
  const dimensions = Math.min(mostDimensions, Math.floor(texts.length / 3), Math.max(1, terms.length));
  const values = leadingDirections(rows, { columns: terms.length, directions: dimensions, seed });
  return encode({ terms, rarity, values, dimensions });
}

/** Of each word that stands in two passages and not in half of them: the inverse of in how many. */
function rarityOfTerms(passages: readonly TextFeatures["stems"][]): Map<string, number> {
  const holding = new Map<string, number>();
  for (const stems of passages)
    for (const stem of stems.keys()) holding.set(stem, (holding.get(stem) ?? 0) + 1);
  return new Map(
    [...holding]
      .filter(([stem, count]) => count >= 2 && count <= passages.length / 2 && stem.length <= 40)
      .sort(([one, some], [other, more]) => more - some || (one < other ? -1 : 1))
      .slice(0, mostTerms)
      .map(([stem, count]) => [stem, Math.log(1 + (passages.length - count + 0.5) / (count + 0.5))]),
  );
}

function toRow(
  stems: TextFeatures["stems"],
  { place, rarity }: { place: Map<string, number>; rarity: Map<string, number> },
): SparseRow {
  const known = [...stems].flatMap(([stem, { count }]) => {
    const at = place.get(stem);
    return at === undefined ? [] : [{ at, value: (1 + Math.log(count)) * (rarity.get(stem) ?? 0) }];
  });
  const length = Math.hypot(...known.map(({ value }) => value)) || 1;
  return {
    at: Int32Array.from(known, ({ at }) => at),
    values: Float32Array.from(known, ({ value }) => value / length),
  };
}

type Learnt = { terms: string[]; rarity: Map<string, number>; values: Float32Array; dimensions: number };

/** uint32 terms and dimensions; a float32 a term that its row is multiplied by, its rarity in it; an int8 a number; the terms, a line each. */
function encode({ terms, rarity, values, dimensions }: Learnt): Buffer {
  const head = Buffer.alloc(8 + 4 * terms.length);
  head.writeUInt32LE(terms.length, 0);
  head.writeUInt32LE(dimensions, 4);
  const bytes = new Int8Array(terms.length * dimensions);
  for (const [index, term] of terms.entries()) {
    const row = values.subarray(index * dimensions, (index + 1) * dimensions);
    const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    head.writeFloatLE(((rarity.get(term) ?? 0) * largest) / 127, 8 + 4 * index);
    bytes.set(
      row.map((value) => Math.round((value / largest) * 127)),
      index * dimensions,
    );
  }
  return Buffer.concat([head, Buffer.from(bytes.buffer), Buffer.from(terms.join("\n"))]);
}

/** Throws where the bytes are not what `learnMeanings` returned. */
export function readMeanings(bytes: Buffer): CorpusMeanings {
  const count = bytes.readUInt32LE(0);
  const dimensions = bytes.readUInt32LE(4);
  const valuesAt = 8 + 4 * count;
  const values = new Int8Array(bytes.subarray(valuesAt, valuesAt + count * dimensions));
  const terms = bytes.toString("utf8", valuesAt + count * dimensions).split("\n");
  if (count > 0 && terms.length !== count) throw new Error("A snapshot of learnt meanings is damaged.");
  const place = new Map(terms.map((term, index) => [term, index]));
  return {
    id: createHash("sha256").update(bytes).digest("hex").slice(0, 12),
    dimensions,
    terms: count,
    meaningOf({ stems }) {
      const sum = new Float64Array(dimensions);
      for (const [stem, { count: times }] of stems) {
        const row = place.get(stem);
        if (row === undefined || row >= count) continue;
        const scale = (1 + Math.log(times)) * bytes.readFloatLE(8 + 4 * row);
        for (let at = 0; at < dimensions; at += 1) {
          sum[at] = (sum[at] as number) + scale * (values[row * dimensions + at] as number);
        }
      }
      return sum;
    },
  };
}
