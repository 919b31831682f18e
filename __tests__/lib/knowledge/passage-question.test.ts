import { describe, expect, test } from "@jest/globals";
import { passageQuestion } from "../../../lib/knowledge/passage-question.ts";

const questionOf = (heading: string, content = "") =>
  passageQuestion({ title: "BevGenie in daily work", passage: { headingPath: ["Part", heading], content } });

describe("a heading becomes a question that reads well", () => {
  test.each([
    ["Who has to be involved?", "Who has to be involved?"],
    ["How to calculate a bill-back", "How do I calculate a bill-back?"],
    ["What is a depletion allowance", "What is a depletion allowance?"],
    ["Why suppliers care about depletions", "Can you explain why suppliers care about depletions?"],
    ["A collections routine", "Can you tell me more about a collections routine?"],
    ["EDI transaction sets", "What about EDI transaction sets?"],
    ['"Our ERP does that"', 'What do you say to "Our ERP does that"?'],
  ])("%s", (heading, question) => {
    expect(questionOf(heading)).toBe(question);
  });

  test("a name keeps its capital, an ordinary word does not", () => {
    expect(questionOf("Programs and budgets", "It says that Programs holds them.")).toMatch(
      /Programs and budgets\?$/,
    );
    expect(questionOf("Programs and budgets")).toMatch(/programs and budgets\?$/);
  });

  test.each([
    "What to measure",
    "Small amounts",
    "Slotting fees are prohibited",
    "Forecast: the right amount",
  ])("%s alone makes none", (heading) => {
    expect(questionOf(heading)).toBeNull();
  });

  test("before the first heading the title is asked about", () => {
    expect(
      passageQuestion({ title: "Territory planning", passage: { headingPath: [], content: "" } }),
    ).toMatch(/about territory planning\?$/);
  });
});
