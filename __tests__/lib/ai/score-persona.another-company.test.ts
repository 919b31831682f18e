import { expect, test } from "@jest/globals";
import { compilePersonaScorer, sumSignals } from "../../../lib/ai/score-persona.ts";
import { schoolMealsPersonas as personas } from "./school-meals-personas.ts";

const score = compilePersonaScorer(personas);

function found(message: string): string[] {
  const scores = sumSignals(personas, score(message));
  return Object.keys(scores).filter((id) => (scores[id] ?? 0) >= 0.2);
}

test.each([
  ["I'm the head cook at a school in Leeds", ["head_cook"]],
  ["How do I get fewer leftovers with new menus?", ["head_cook"]],
  ["Our kitchen has to scale its recipes to 250 portions", ["head_cook"]],
  ["As a headteacher I hear from parents every week", ["school_principal"]],
  ["What subsidies does the district pay per meal for our pupils?", ["school_principal"]],
  ["how do i plan the menues for six weeks with seasonl vegtables", ["head_cook"]],
])("a company known by names, descriptions and examples alone: %s", (message, expected) => {
  expect(found(message)).toEqual(expected);
});

test.each([
  "My sister is the head cook of a school.",
  "I'm not a principal.",
  "I used to run a school kitchen.",
  'She said "our kitchen serves 400 portions a day".',
  "If I were a headteacher, would I need this?",
  "The menus aren't the problem.",
])("its personas are not found in words about others, other times or denied: %s", (message) => {
  expect(found(message)).toEqual([]);
});

test.each(["Show me ROI for beverage distributors", "Our pickers keep shorting pallets"])(
  "what speaks for another company's personas says nothing here: %s",
  (message) => {
    expect(found(message)).toEqual([]);
  },
);
