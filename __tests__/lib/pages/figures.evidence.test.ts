import { describe, expect, test } from "@jest/globals";
import { figuresIn, unsupportedFigures } from "../../../lib/pages/figures.ts";

const missing = (text: string, evidence: string) =>
  unsupportedFigures(text, [evidence]).map((figure) => figure.text);

describe("a figure is found in its evidence", () => {
  test.each([
    ["costs $4,240 a month", "4,240 dollars per month"],
    ["about 1.5 million cases", "1,500,000 cases"],
    ["$20k once", "a fee of $20,000"],
    ["8% fewer miles", "8 percent of all miles"],
    ["$118,300", "| Total, dollars | 118,300 |"],
    ["in 7.5 months", "7.50 months"],
    ["in 1️⃣2️⃣ months, for $𝟏,𝟐𝟎𝟎", "12 months, $1,200"],
    ["no numbers at all", ""],
  ])("%s ← %s", (text, evidence) => {
    expect(missing(text, evidence)).toEqual([]);
  });
});

describe("a figure is not found", () => {
  test.each([
    ["8% fewer miles", "for $8 a mile", ["8%"]],
    ["saves 35% in 12 weeks", "takes 12 weeks", ["35%"]],
    ["12.5 months", "12 or 125 months", ["12.5"]],
    ["$1,200", "$12,000", ["$1,200"]],
    ["$1️⃣2️⃣", "$1 or $2", ["$12"]],
  ])("%s ← %s", (text, evidence, expected) => {
    expect(missing(text, evidence)).toEqual(expected);
  });
});

test("what is money, a share or a plain number is told apart", () => {
  expect(figuresIn("$5, 6 dollars, 7 %, 8 per cent, 9 trucks").map(({ kind }) => kind)).toEqual([
    "money",
    "money",
    "percent",
    "percent",
    "plain",
  ]);
});
