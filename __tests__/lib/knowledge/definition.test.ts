import { expect, test } from "@jest/globals";
import { definitionOf, holdsDefinition } from "../../../lib/knowledge/definition.ts";
import { termsOf } from "../../../lib/knowledge/question-coverage.ts";

const of = (question: string) => definitionOf(question, termsOf(question));

test.each([
  ["what is a depletion", "A depletion is a case sold to a retailer."],
  ["what's a void", "**Void** is an authorized item that an account does not buy."],
  ["define drop size", "Drop size is cases delivered divided by stops made."],
  ["what are control states", "Control states are those whose agency sells alcohol."],
])("%s: is said by a sentence whose subject is that", (question, sentence) => {
  expect(of(question)?.(sentence)).toBe(true);
  expect(holdsDefinition(`Something before. ${sentence} More after.`, of(question) ?? (() => false))).toBe(
    true,
  );
});

test.each([
  ["what is a depletion", "Days on hand equals ending inventory divided by average daily depletions."],
  ["what is a keg", "Kegs are counted at the dock."],
  ["what is a void", "A void report is sent to each rep."],
])("%s: is not said by one that is about something else", (question, sentence) => {
  expect(of(question)?.(sentence)).toBe(false);
});

test("other questions ask for no definition", () => {
  expect(of("how much does it cost")).toBeUndefined();
  expect(of("what is the cheapest way to lower delivery cost per case in a small town")).toBeUndefined();
  expect(of("what is it")).toBeUndefined();
});
