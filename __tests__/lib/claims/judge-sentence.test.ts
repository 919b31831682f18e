import { describe, expect, test } from "@jest/globals";
import type { Evidence } from "../../../lib/claims/evidence.ts";
import { judgeSentence } from "../../../lib/claims/judge-sentence.ts";

const costs = `## Fuel

Fuel is about 8% of the cost of a stop. A rollout takes six weeks. Support answers within 3 to 5 hours.

Delivery costs up to $1,200.50 a month. A pallet weighs at least 40 pounds.

| Edition | Price a month | Trucks |
|---|---|---|
| Essentials | $400 | 10 |
| Professional | $900 | 40 |

The subscription of a month costs 20 x $185 and 12 x $45. The payback of a share: yearly benefit / 14.
Cleaning a keg room takes 9 days. Moving a full keg room to a new site takes 9 weeks.

- North: 22 cases
- South: 31 cases

A route that is planned is read four times as often.

We never share data with third parties. Unused months are refunded.`;
const stops =
  "The pilot began in March 2024 and ended on 30 November 2024. A driver visits 22 stops on Mondays.";

const evidence: Evidence = {
  sources: [
    { content: costs, start: 100, title: "Costs", headingPath: [] },
    { content: stops, start: 0, title: "Stops", headingPath: [] },
  ],
  said: ["We have 35 trucks and pay €2,000 a week since May 2021"],
  names: ["Acme Routes"],
};

const judged = (sentence: string) => judgeSentence(sentence, evidence);
const cites = (sentence: string) => judged(sentence).citations.map(({ n }) => n);

describe("what a source states is shown as it is", () => {
  test.each([
    "Fuel is about 8% of the cost of a stop [1].",
    "Fuel is 8 percent of a stop's cost [1].",
    "A rollout takes 6 weeks [1].",
    "A rollout takes ６ weeks [1].",
    "Fuel is about ٨% of the cost of a stop [1].",
    "A rollout takes 6️⃣ weeks [1].",
    "A rollout takes ⑥ weeks [1].",
    "Delivery costs up to $𝟏,𝟐𝟎𝟎.𝟓𝟎 a month [1].",
    "Delivery costs up to $１，２００．５０ a month [1].",
    "Delivery costs up to $1️⃣,2️⃣0️⃣0️⃣.5️⃣0️⃣ a month [1].",
    "It is a six-week rollout [1].",
    "Support answers within 5 hours [1].",
    "Delivery costs up to 1,200.50 dollars a month [1].",
    "Professional costs $900 a month for 40 trucks [1].",
    "| Essentials | $400 | 10 trucks [1] |",
    "The South delivers 31 cases [1].",
    "A planned route is read 4x as often [1].",
    "The pilot ended on 2024-11-30 [2].",
    "The pilot ended on Nov. 30, 2024 [2].",
    "The pilot began in March 2024 [2].",
    "A driver visits 22 stops on Mondays [2].",
    "We never share your data with third parties [1].",
    "Months that you do not use are refunded [1].",
    "It says “A rollout takes six weeks” [1].",
  ])("%s", (sentence) => {
    expect(judged(sentence)).toMatchObject({ text: sentence, unsupported: [] });
    expect(cites(sentence)).toHaveLength(1);
  });
});

describe("what nobody states is taken out and said to be", () => {
  test.each([
    ["so many times", "A planned route is read 3x as often [1].", "a figure"],
    ["a price that is multiplied", "The subscription of a month costs 12x $46.", "a price"],
    ["another number", "Fuel is about 18% of the cost of a stop [1].", "a figure"],
    ["another unit", "A rollout takes six months [1].", "a figure"],
    ["a count for a share", "Fuel is 31% of the cost of a stop [1].", "a figure"],
    ["another currency", "Essentials costs €400 a month [1].", "a price"],
    ["another row's figure", "Essentials costs $900 a month [1].", "a price"],
    ["another column's figure", "Professional is for 900 trucks [1].", "a figure"],
    ["another item's figure", "The North delivers 31 cases [1].", "a figure"],
    ["one end of a range for the whole", "Support answers in 3 hours [1].", "a figure"],
    ["the other end of a bound", "Delivery costs at least $1,200.50 a month [1].", "a price"],
    ["a number in words", "A rollout takes nine weeks [1].", "a figure"],
    ["a factor for a price", "The subscription costs $12 a month [1].", "a price"],
    ["a divisor for a share", "The payback of a share is 14% [1].", "a figure"],
    ["digits of full width", "Fuel is about １８％ of the cost of a stop [1].", "a figure"],
    ["a price of full width", "Essentials costs ＄９９ [1].", "a price"],
    ["digits of another script", "Essentials costs ١٢٣ dollars [1].", "a price"],
    ["digits of mathematics, two code units each", "Essentials costs 𝟗𝟗 dollars [1].", "a price"],
    ["a number of mathematics with a separator", "Delivery costs up to $𝟏,𝟑𝟎𝟎 a month [1].", "a price"],
    ["keycaps", "Essentials costs 4️⃣6️⃣ dollars [1].", "a price"],
    ["keycaps that begin the sentence", "4️⃣6️⃣ dollars is what Essentials costs [1].", "a price"],
    ["the keycap of ten", "Essentials costs 🔟 dollars [1].", "a price"],
    ["circled digits", "Essentials costs $④⑥ [1].", "a price"],
    ["a white number on black", "Essentials costs ⓴ dollars [1].", "a price"],
    ["raised digits", "Essentials costs $⁴⁶ [1].", "a price"],
    ["a raised digit behind a plain one", "Essentials costs $4⁶ [1].", "a price"],
    ["lowered digits", "Fuel is ₁₈% of the cost of a stop [1].", "a figure"],
    ["digits with something unseen between", "Essentials costs $40\u200B01 [1].", "a price"],
    ["another year in other digits", "The pilot began in March ２０２５ [2].", "a date"],
    ["another year", "The pilot began in March 2025 [2].", "a date"],
    ["another day", "The pilot ended on 29 November 2024 [2].", "a date"],
    ["another weekday", "A driver visits more stops on Sundays [2].", "a date"],
    ["a guarantee", "We guarantee a lower cost per stop [1].", "a promise"],
    ["what the company is to do", "Acme Routes will cut your cost of fuel [1].", "a promise"],
    ["what the visitor is to gain", "You will save half of the fuel [1].", "a promise"],
    ["something free", "The rollout is free of charge [1].", "a promise"],
    ["an invented quotation", "It says “a rollout takes no time at all” [1].", "a quotation"],
    ["two halves joined", "It says “Fuel is about 8% of a rollout takes six weeks” [1].", "a quotation"],
    ["halves with an ellipsis between", "It says “Fuel is about 8% … takes six weeks” [1].", "a quotation"],
    ["a quotation inside words", "It says “uel is about 8% of the cost” [1].", "a quotation"],
  ])("%s", (_, sentence, remark) => {
    const { text, citations } = judged(sentence);
    expect(text).toContain(`*(${remark} I `);
    expect(text).not.toMatch(/\[\d\]/);
    expect(citations).toEqual([]);
  });

  test("and the rest of the sentence stays, so that it reads as one", () => {
    expect(judged("Fuel is about 18% of the cost of a stop [1].").text).toBe(
      "Fuel is about *(a figure I have no source for)* of the cost of a stop.",
    );
    expect(judged("It costs from $5 to $7 a month.").text).toBe(
      "It costs from *(a price I have no source for)* a month.",
    );
    expect(judged("A rollout takes nine weeks.").text).toBe(
      "A rollout takes *(a figure I have no source for)*.",
    );
    expect(judged("We guarantee that, in 10 days.").text).toBe("We *(a promise I have no source for)*.");
  });

  test("what was shown before stays", () => {
    const sentence = "We guarantee that.";
    const { text } = judgeSentence(sentence, evidence, "We guar".length);
    expect(text.startsWith("We guar")).toBe(true);
    expect(text).not.toContain("that");
  });
});

describe("what needs no source", () => {
  test.each([
    ["the visitor's own number", "With your 35 trucks that is quickly done."],
    ["their price and date", "You pay €2,000 since May 2021."],
    ["a question back", "Do you run 10 trucks or 50?"],
    ["what orders the text", "There are three ways to do it, and step 2 is the hardest."],
    ["a list's numbering", "2. Load the truck."],
    ["a list's numbering in keycaps", "2️⃣ Load the truck."],
    ["a list's numbering in circles", "- ② Load the truck."],
    ["a footnote's number", "² Without deposits."],
    ["squares and footnotes", "The m² of a room, the CO₂ of a route, as told.¹"],
    ["names with numbers", "It speaks EDI 852, OAuth 2.0, B2B and SOC2."],
    ["a number alone", "42"],
    ["a refusal to promise", "We cannot guarantee that."],
    ["advice", "Always check the dates."],
    ["an offer", "We will be happy to help."],
    ["a term in quotation marks", "It is called “drop size”."],
    ["one of several", "One of them is enough."],
  ])("%s", (_, sentence) => {
    expect(judged(sentence)).toEqual({ text: sentence, citations: [], unsupported: [] });
  });

  test("what is worked out of supported figures, and comes out right", () => {
    for (const sentence of [
      "That is 35 x $900 = $31,500.",
      "$400 x 12 = $4,800 a year.",
      "35 trucks plus 35 trucks is 70 trucks.",
    ])
      expect(judged(sentence).unsupported).toEqual([]);
    expect(judged("That is 35 x $900 = $31,400.").unsupported).toEqual(["figure"]);
    expect(judged("That is 35 x $777 = $27,195.").unsupported).toEqual(["figure", "figure"]);
  });
});

describe("a mark", () => {
  test("stays where its source says what the sentence does, and goes where it does not", () => {
    expect(judged("Fuel is part of the cost of a stop [1].").text).toContain("[1]");
    expect(judged("Robots sort bottles by colour [1].")).toEqual({
      text: "Robots sort bottles by colour.",
      citations: [],
      unsupported: [],
    });
  });

  test("is the one of the source that has the figure or the words", () => {
    expect(judged("A rollout takes six weeks [2].").text).toBe("A rollout takes six weeks [1].");
    expect(judged("It says “visits 22 stops on Mondays” [1].").text).toBe(
      "It says “visits 22 stops on Mondays” [2].",
    );
    expect(cites("A rollout takes six weeks [2].")).toEqual([1]);
  });

  test("comes with the words that state its figure, and not with those of another unit", () => {
    const excerptOf = (sentence: string) => judged(sentence).citations.map(({ excerpt }) => excerpt);
    expect(excerptOf("Moving a keg room takes 9 weeks [1].")).toEqual([
      "Moving a full keg room to a new site takes 9 weeks.",
    ]);
    expect(excerptOf("Moving a keg room takes 9 days [1].")).toEqual(["Cleaning a keg room takes 9 days."]);
  });

  test("comes with words that stand at their offsets, those in quotation marks exactly", () => {
    const [{ excerpt, start, end } = { excerpt: "", start: 0, end: 0 }] = judged(
      "It says “a rollout takes six weeks” [1].",
    ).citations;
    expect(excerpt).toBe("A rollout takes six weeks");
    expect(costs.slice(start - 100, end - 100)).toBe(excerpt);
  });

  test("of no source changes nothing", () => {
    expect(judged("A rollout takes six weeks [9].")).toMatchObject({
      text: "A rollout takes six weeks.",
      citations: [],
    });
  });
});
