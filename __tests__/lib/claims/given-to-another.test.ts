import { describe, expect, test } from "@jest/globals";
import { judgeSentence } from "../../../lib/claims/judge-sentence.ts";

const content = `A spare device costs $20 per driver. Small includes 5 partners, Large includes them all.

A season saves $7,000 on fuel, and the tank costs $900.

| | Small | Large |
|---|---|---|
| Seats | 3 | 9 |`;

const judged = (sentence: string) =>
  judgeSentence(sentence, {
    sources: [{ content, start: 0, title: "Devices", headingPath: [] }],
    said: [],
    names: [],
  });

describe("a figure stays with what its source gives it to", () => {
  test.each([
    [
      "for one of another thing",
      "A spare device costs $20 per driver.",
      "A spare device costs $20 per truck.",
    ],
    ["a name beside it", "Small includes 5 partners.", "Large includes 5 partners."],
    ["paid or saved", "Fuel of $7,000 is saved in a season.", "Fuel costs $7,000 in a season."],
    ["in a table", "Large has 9 seats.", "Small has 9 seats."],
    ["a subject that the source does not have", "Each device is $20.", "Each pallet is $20."],
  ])("%s", (_, told, swapped) => {
    expect(judged(told).unsupported).toEqual([]);
    expect(judged(swapped).unsupported).toEqual(["figure"]);
  });
});
