import { expect, test } from "@jest/globals";
import { citationsOf } from "../../../lib/claims/cite-sentence.ts";
import { type EvidenceUnit, unitsOf } from "../../../lib/claims/evidence.ts";

const source = {
  content: "Kegs come back clean. A rollout takes six weeks for one warehouse.",
  start: 100,
  title: "Rollout",
  headingPath: [],
};
const sentence = "A rollout of one warehouse takes weeks [1].";

/** What the sentence cites where its source was read as `change` makes it. */
function cited(change: (unit: EvidenceUnit) => EvidenceUnit = (unit) => unit) {
  const evidence = { sources: [source], said: [], names: [] };
  const units = unitsOf(source, 1).map(change);
  return citationsOf({ sentence, claims: [], supported: new Map(), kept: [1], units, evidence });
}

test("an excerpt stands at its offsets", () => {
  const excerpt = "A rollout takes six weeks for one warehouse.";
  expect(cited()).toEqual([{ n: 1, excerpt, start: 122, end: 166 }]);
});

test.each<[string, (unit: EvidenceUnit) => EvidenceUnit]>([
  ["offsets that are of other words", (unit) => ({ ...unit, start: unit.start - 22, end: unit.end - 22 })],
  ["offsets outside the passage", (unit) => ({ ...unit, start: unit.start + 500, end: unit.end + 500 })],
  ["words that the passage does not have", (unit) => ({ ...unit, text: unit.text.replace("six", "two") })],
])("%s are no citation", (_, change) => {
  expect(cited(change)).toEqual([]);
});
