import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { leastMissing, markOf, marksOf, mayHave } from "../../../lib/knowledge/word-marks.ts";

const run = { seed: 20_261_122, numRuns: 200 };
const words = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 300 });

test("a word that is there is never said not to be", () => {
  fc.assert(
    fc.property(words, (own) => {
      const marks = marksOf(own);
      expect(own.filter((word) => !mayHave(marks, markOf(word)))).toEqual([]);
    }),
    run,
  );
});

test("most words that are not there are told by their mark", () => {
  const marks = marksOf(Array.from({ length: 300 }, (_, index) => `own${index}`));
  const others = Array.from({ length: 1_000 }, (_, index) => `other${index}`);
  const mistaken = others.filter((word) => mayHave(marks, markOf(word)));
  expect(mistaken.length).toBeGreaterThan(0);
  expect(mistaken.length).toBeLessThan(250);
});

test("never more words are said to be missing than are", () => {
  fc.assert(
    fc.property(words, words, (one, other) => {
      const missing = one.filter((word) => !other.includes(word)).length;
      expect(leastMissing(marksOf(one), marksOf(other), Infinity)).toBeLessThanOrEqual(missing);
    }),
    run,
  );
});

test("words of two texts that have nothing in common are nearly all counted", () => {
  const one = Array.from({ length: 100 }, (_, index) => `one${index}`);
  const other = Array.from({ length: 100 }, (_, index) => `other${index}`);
  expect(leastMissing(marksOf(one), marksOf(other), Infinity)).toBeGreaterThan(80);
});
