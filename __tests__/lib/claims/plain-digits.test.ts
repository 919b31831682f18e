import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { figuresIn } from "../../../lib/claims/figure.ts";
import { withPlainDigits } from "../../../lib/claims/plain-digits.ts";

const sets: Record<string, string[]> = {
  "full width": [..."０１２３４５６７８９"],
  Arabic: [..."٠١٢٣٤٥٦٧٨٩"],
  "bold of mathematics": [..."𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"],
  circled: [..."⓪①②③④⑤⑥⑦⑧⑨"],
  "circled, black": [..."⓿❶❷❸❹❺❻❼❽❾"],
  raised: [..."⁰¹²³⁴⁵⁶⁷⁸⁹"],
  lowered: [..."₀₁₂₃₄₅₆₇₈₉"],
  keycaps: Array.from({ length: 10 }, (_, digit) => `${digit}\uFE0F\u20E3`),
  underlined: Array.from({ length: 10 }, (_, digit) => `${digit}\u0332`),
};

describe.each(Object.entries(sets))("digits %s", (_, signs) => {
  test("state the number that those of ASCII state, at the place where they stand", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 999_999 }), (value) => {
        const written = [...String(value)].map((digit) => signs[Number(digit)]).join("");
        const text = `Ä 🍺 costs $${written} a month`;
        const [figure, ...others] = figuresIn(text);
        expect(others).toEqual([]);
        expect(figure).toMatchObject({ values: [value], kind: "money", unit: "usd" });
        expect(text.slice(figure?.start, figure?.end)).toBe(`$${written}`);
      }),
      { seed: 20261122, numRuns: 50 },
    );
  });
});

test.each([
  ["⑳ ㊿ ⒒ ⑿ ➓ ⓫", "20 50 11 12 10 11"],
  ["🔟 a day", "10 a day"],
  ["① Load\n  2️⃣ Drive", "1. Load\n  2. Drive"],
  ["m² CO₂ x¹²", "m² CO₂ x¹²"],
  ["½ of 🄂", "½ of 1"],
  ["plain 12", "plain 12"],
])("%s reads %s", (text, plain) => {
  expect(withPlainDigits(text).text).toBe(plain);
});
