import type { TextWords } from "./question-coverage.ts";
import { leastMissing } from "./word-marks.ts";

/** Two texts of which one has this share of the other's words say the same. */
const duplicate = 0.85;

/** Whether two texts have nearly the same words. Cheap: nearly all pairs are told apart by their marks. */
export function sayTheSame(one: TextWords, other: TextWords): boolean {
  const { words } = one;
  const allowed = (1 - duplicate) * Math.max(words.size, other.words.size);
  // Nearly all pairs end at one of these two.
  if (Math.abs(words.size - other.words.size) > allowed) return false;
  if (leastMissing(one.wordMarks, other.wordMarks, allowed) > allowed) return false;
  let differing = 0;
  for (const word of words) {
    if (!other.words.has(word)) differing += 1;
    if (differing > allowed) return false;
  }
  return true;
}
