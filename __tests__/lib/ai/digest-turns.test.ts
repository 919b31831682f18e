import { expect, test } from "@jest/globals";
import { digestOf, factsOf, factsOfDigest, missingFrom } from "../../../lib/ai/digest-turns.ts";
import { approximateTokens } from "../../../lib/models/approximate-tokens.ts";

const turns = [
  {
    message: "Hi! We run 20 trucks out of Reno and our ERP is NetSuite. What is route planning?",
    answer: "Route planning gives each truck a sequence of stops [1]. It saves 9 % of the miles [2].",
  },
  {
    message: "The budget is $40,000 and it must be live by 1 March 2027. No data may leave the country.",
    answer: "A rollout takes six weeks.",
  },
  { message: "How does it work? Thanks!", answer: "It looks at every stop." },
];
const room = { most: 400, count: approximateTokens };

test("what the visitor says of themselves is kept in their words, and the figures of the answers", () => {
  expect(digestOf(factsOf(turns), room)).toBe(
    [
      "- Visitor: We run 20 trucks out of Reno and our ERP is NetSuite.",
      "- Assistant: It saves 9 % of the miles.",
      "- Visitor: The budget is $40,000 and it must be live by 1 March 2027.",
      "- Visitor: No data may leave the country.",
    ].join("\n"),
  );
});

test("a digest of a digest is the same digest", () => {
  const digest = digestOf(factsOf(turns), room);
  expect(digestOf(factsOfDigest(digest), room)).toBe(digest);
});

test("where there is too much, the visitor's figures and conditions stay the longest", () => {
  const many = Array.from({ length: 50 }, (_, index) => ({
    message: `We like number games about ${"beer ".repeat(10)}. I heard of place ${"x".repeat(index)}.`,
    answer: `An answer with figure ${index} and ${"more words ".repeat(20)}.`,
  }));
  const digest = digestOf(factsOf([...turns, ...many]), { ...room, most: 200 });
  expect(approximateTokens(digest)).toBeLessThanOrEqual(200);
  for (const fact of ["20 trucks", "NetSuite", "$40,000", "1 March 2027", "No data may leave"])
    expect(digest).toContain(fact);
});

test("what a model's summary forgot of the visitor's figures and names is found", () => {
  const forgot = missingFrom("- Visitor: runs 20 trucks in Reno; ERP NetSuite.", factsOf(turns));
  expect(forgot.map(({ text }) => text)).toEqual([
    "The budget is $40,000 and it must be live by 1 March 2027.",
  ]);
  expect(missingFrom("20 trucks, Reno, NetSuite, ERP, 40000 dollars, 1 March 2027", factsOf(turns))).toEqual(
    [],
  );
});
