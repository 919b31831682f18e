import { fnv1a } from "./fnv1a.ts";

/**
 * The words of a text as bits of their hashes (Bloom, 1970, with one hash): whoever looks for a word in a hundred texts
 * learns from one bit that most of them do not have it. Of the others only the words themselves tell.
 */
export type WordMarks = Uint32Array;

const bits = 2_048;

/** The bit of a word, 0 to 2047. */
export function markOf(word: string): number {
  return fnv1a(word, 0x811c9dc5) % bits;
}

export function marksOf(words: Iterable<string>): WordMarks {
  const marks = new Uint32Array(bits / 32);
  for (const word of words) {
    const mark = markOf(word);
    marks[mark >>> 5] = (marks[mark >>> 5] as number) | (1 << (mark & 31));
  }
  return marks;
}

/** False: the text has not the word of this mark. True: it may. */
export function mayHave(marks: WordMarks, mark: number): boolean {
  return ((marks[mark >>> 5] as number) & (1 << (mark & 31))) !== 0;
}

/** Of the words of `one`, so many at least are not among those of `other`; counted until it is more than `enough`. */
export function leastMissing(one: WordMarks, other: WordMarks, enough: number): number {
  let missing = 0;
  for (let at = 0; at < one.length && missing <= enough; at += 1) {
    missing += bitsIn((one[at] as number) & ~(other[at] as number));
  }
  return missing;
}

/** How many bits of 32 are set (Hacker's Delight, 5-1). */
function bitsIn(value: number): number {
  const pairs = value - ((value >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
