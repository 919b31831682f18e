import { fnv1a } from "./fnv1a.ts";
import type { TextFeatures } from "./read-features.ts";

/**
 * The forms of a text hashed into so many signed numbers (feature hashing; Weinberger et al., 2009), so that other
 * forms of a word, compounds ("bill back", "billback") and typing errors still come near. A repeated form counts by
 * the logarithm. Not of unit length.
 */
export function hashForms(forms: TextFeatures["forms"], dimensions: number): Float64Array {
  const vector = new Float64Array(dimensions);
  for (const [form, { count, weight }] of forms) {
    const size = weight * (1 + Math.log(count));
    // Two places, each with a sign, so that one collision does not make two forms equal. FNV-1a's high and low
    // bits serve for place and sign.
    const first = fnv1a(form, 0x811c9dc5);
    const second = fnv1a(form, 0x01000193 ^ first);
    for (const hash of [first, second]) {
      const place = (hash >>> 1) % dimensions;
      vector[place] = (vector[place] as number) + (hash & 1 ? size : -size);
    }
  }
  return vector;
}
