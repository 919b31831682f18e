import { describe, expect, test } from "@jest/globals";
import { judgeSentence } from "../../../lib/claims/judge-sentence.ts";

const content = `A spare device costs $20 per driver. Small includes 5 partners, Large includes them all.

A season saves $7,000 on fuel, and the tank costs $900.

| | Small | Large |
|---|---|---|
| Seats | 3 | 9 |

| Course | Price | Weeks | Group size |
|---|---|---|---|
| Diving | $260 | 6 | 8 |
| Fitness | $120 | 12 | 15 |

The shop is open from 6:30 am to 10 pm on weekdays. On holidays it closes at 8 pm.`;

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

describe("what the source says in other words is not held", () => {
  test.each([
    ["two cells of a row", "Our diving course is $260 for 6 weeks."],
    ["the end of opening hours", "The shop closes at 10 pm on weekdays."],
    ["the same hour as others write it", "On weekdays the shop closes at 10:00 p.m."],
    ["opening hours", "On weekdays the shop is open from 6:30 am until 10 pm."],
  ])("%s", (_, told) => {
    expect(judged(told).unsupported).toEqual([]);
  });

  test.each([
    ["of another row", "Our fitness course is $260 for 12 weeks."],
    ["of another column", "The group size of Diving is 6."],
    ["of no source, in one word", "The shop closes at 11pm on weekdays."],
    ["of the other half of the day", "The shop closes at 10 am on weekdays."],
    ["of another day", "The shop closes at 10 pm on holidays."],
  ])("but is where it is %s", (_, swapped) => {
    expect(judged(swapped).unsupported.length).toBeGreaterThan(0);
  });
});
