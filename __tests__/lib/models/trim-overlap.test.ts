import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { overlapTrimmer } from "../../../lib/models/trim-overlap.ts";

function joined(said: string, pieces: string[]): string {
  const trimmer = overlapTrimmer(said);
  let text = said;
  for (const piece of pieces) text += trimmer.read(piece);
  return text + trimmer.end();
}

test.each<[string, string, string, string]>([
  ["a word that was broken off is finished", "Routes save mi", "miles daily.", "Routes save miles daily."],
  ["repeated last words are left out", "Routes save mi", "save miles daily.", "Routes save miles daily."],
  [
    "an answer begun anew is gone on with",
    "Routes save mi",
    "Routes save miles daily.",
    "Routes save miles daily.",
  ],
  ["whitespace does not matter", "Routes\n\nsave ", "Routes save  miles.", "Routes\n\nsave miles."],
  ["nothing repeated is joined with a space", "Routes save", "miles daily.", "Routes save miles daily."],
  ["a space of its own is enough", "Routes save", " miles daily.", "Routes save miles daily."],
  ["a mark needs no space", "Routes save", ", daily.", "Routes save, daily."],
  ["the end of a word is no overlap", "Take the route", "every day", "Take the route every day"],
  ["a whole word is no beginning of another", "It saves a ", "and more", "It saves a and more"],
  ["a whole word may be repeated", "It saves a ", "a lot", "It saves a lot"],
  ["a paragraph stays one", "Two things.\n\n", "- First", "Two things.\n\n- First"],
  [
    "a paragraph that was cut in half becomes whole",
    "Two things.\n",
    "things.\n\n- One",
    "Two things.\n\n- One",
  ],
  ["everything was said already", "Routes save miles.", "save miles.", "Routes save miles."],
  ["the last word without its space", "Routes save ", "save", "Routes save "],
  ["nothing follows", "Routes save", "", "Routes save"],
  ["a writing without spaces", "配送路線を最適", "最適化します。", "配送路線を最適化します。"],
  ["a word said twice on purpose", "It is very", "It is very very good", "It is very very good"],
])("%s", (_, said, continuation, whole) => {
  expect(joined(said, [continuation])).toBe(whole);
  expect(joined(said, [...continuation])).toBe(whole);
});

test("what cannot be an overlap any more is passed on at once, and later text untouched", () => {
  const trimmer = overlapTrimmer("Routes save mi");
  expect(trimmer.read("save")).toBe("");
  expect(trimmer.read(" mil")).toBe("l");
  expect(trimmer.read("  es")).toBe("  es");
});

test("wherever an answer is cut, and however far a continuation reaches back, it is joined to the letter", () => {
  // Every word once, so that there is one right answer.
  const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{2,8}[,.]?$/), { minLength: 3, maxLength: 30 });
  const gaps = fc.array(fc.constantFrom(" ", " ", "\n\n"), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(
      words,
      gaps,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(6),
      fc.nat(5),
      (said, gap, where, back, size) => {
        const whole = said.map((word, index) => (index === 0 ? word : `${gap[index]}${word}`)).join("");
        const cut = Math.max(1, Math.floor(where * whole.length));
        const before = whole.slice(0, cut);
        const starts = [...before.matchAll(/\S+/g)].map(({ index }) => index);
        const from = starts[Math.max(0, starts.length - 1 - back)] ?? 0;
        const continuation = whole.slice(from);
        const pieces = continuation.match(new RegExp(`[\\s\\S]{1,${size + 1}}`, "g")) ?? [];
        expect(joined(before, pieces)).toBe(whole);
      },
    ),
    { numRuns: 2_000, seed: 7 },
  );
});
