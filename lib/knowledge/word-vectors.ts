import { readFileSync } from "node:fs";
import { fileBeside } from "../file-beside.ts";

/**
 * What 60,000 English stems mean, as 100 numbers each, learnt from how words stand together in general text:
 * GloVe, condensed by scripts/condense-word-vectors.ts; its licence stands beside the file. Read when first asked
 * for (about 20 ms, 8 MB), once in a process.
 */
export type WordVectors = {
  dimensions: number;
  /** Adds the stem's vector, times `share` and how much the stem tells, to `sum`. A stem that is not known adds nothing. */
  add(sum: Float64Array, stem: string, share: number): void;
};

const file = fileBeside(import.meta.url, "word-vectors/word-vectors.bin");

/** The server and the application bundled for it are two programs in one process. */
const holder = globalThis as { bevgenieWordVectors?: WordVectors };

export function wordVectors(): WordVectors {
  holder.bevgenieWordVectors ??= decode(readFileSync(file));
  return holder.bevgenieWordVectors;
}

/** uint32 count and dimensions; a float32 a stem that its row is multiplied by; an int8 a number; the stems, a line each. */
function decode(bytes: Buffer): WordVectors {
  const count = bytes.readUInt32LE(0);
  const dimensions = bytes.readUInt32LE(4);
  const valuesAt = 8 + 4 * count;
  const stemsAt = valuesAt + count * dimensions;
  const values = new Int8Array(bytes.buffer, bytes.byteOffset + valuesAt, count * dimensions);
  const rowOf = new Map(
    bytes
      .toString("utf8", stemsAt)
      .split("\n")
      .map((stem, row) => [stem, row]),
  );
  return {
    dimensions,
    add(sum, stem, share) {
      const row = rowOf.get(stem);
      if (row === undefined) return;
      const scale = share * bytes.readFloatLE(8 + 4 * row);
      const from = row * dimensions;
      for (let at = 0; at < dimensions; at += 1) {
        sum[at] = (sum[at] as number) + scale * (values[from + at] as number);
      }
    },
  };
}
