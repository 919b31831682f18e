import { expect, test } from "@jest/globals";
import { phraseShares } from "../../../lib/knowledge/phrases.ts";
import { readWords } from "../../../lib/knowledge/question-coverage.ts";

const sharesOf = (question: string, texts: string[]) => phraseShares(question, texts.map(readWords));

test("words side by side count, the same words apart do not", () => {
  const [together, apart] = sharesOf("cash flow", ["Cash flows at night.", "The flow of cash."]);
  expect(together).toBeGreaterThan(0);
  expect(apart).toBe(0);
});

test("a phrase that few texts have counts more than one that most have", () => {
  const common = "cash flow statement";
  const [rare = 0, often = 0] = sharesOf("keg deposit and cash flow", [
    "keg deposit",
    common,
    common,
    common,
  ]);
  expect(rare).toBeGreaterThan(often);
});

test("words of grammar make no phrase, and one written as a single word is found", () => {
  expect(sharesOf("of the how to", ["of the how to"])).toEqual([0]);
  expect(sharesOf("bill back", ["a billback", "nothing"])[0]).toBeGreaterThan(0);
});

test("shares are of the whole question and at most 1", () => {
  const [all = 0, half = 0] = sharesOf("red keg deposit", ["red keg deposit", "keg deposit", "x", "y", "z"]);
  expect(all).toBeGreaterThan(half);
  expect(all).toBeLessThanOrEqual(1);
});

test("where grammar parts most of the question's words, its one phrase tells little", () => {
  const texts = ["supplier pays", "nothing"];
  const [short = 0] = sharesOf("supplier pay", texts);
  const [long = 0] = sharesOf("can a supplier pay for the cooler of a bar", texts);
  expect(long).toBeCloseTo(short / 3);
});
