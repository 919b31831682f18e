import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { compilePersonaScorer, sumSignals } from "../../../lib/ai/score-persona.ts";
import { personaSchema } from "../../../lib/workspace.ts";

const personas = personaSchema
  .array()
  .parse(JSON.parse(readFileSync("supabase/seed/bevgenie/personas.json", "utf8")));
const score = compilePersonaScorer(personas);

function found(message: string): string[] {
  const scores = sumSignals(personas, score(message));
  return Object.keys(scores)
    .filter((id) => (scores[id] ?? 0) >= 0.2)
    .sort();
}

test("a question for beverage distributors is strong evidence, with its words", () => {
  const message = "Show me ROI for beverage distributors";
  expect(score(message)).toEqual([
    {
      persona: "distributor",
      strength: "STRONG",
      confidence: 0.3,
      keywords: ["ROI", "beverage", "distributors"],
      start: message.indexOf("ROI"),
      end: message.length,
    },
  ]);
});

test.each([
  ["territory planning for my reps", ["sales_leader"]],
  ["How do I cut driver overtime?", ["operations_manager"]],
  ["EDI integration with NetSuite?", ["technology_buyer"]],
  ["I own a distributorship and also manage the warehouse.", ["distributor", "operations_manager"]],
  ["I'm not the ops manager, I'm the CTO.", ["technology_buyer"]],
  ["Forget warehousing; what about rep quotas?", ["sales_leader"]],
  ["I used to lead sales, but now I run the warehouse.", ["operations_manager"]],
  ["wharehouse manger here, to many mispicks", ["operations_manager"]],
  ["My boss is the owner of the distributorship; I'm his sales manager.", ["sales_leader"]],
  ["The CFO keeps saying we need a new CRM. I don't. I need fewer mispicks.", ["operations_manager"]],
])("who is meant: %s", (message, expected) => {
  expect(found(message)).toEqual(expected);
});

test.each([
  "Our sales team isn't the issue.",
  "My brother runs a warehouse.",
  "A distributor told me about you, what do you do?",
  'He said "I run operations and my pickers are slow" and I just laughed.',
  "The distributor cap in my car is cracked.",
  "I used to be a sales manager, now I teach high school.",
  "I'm a student researching how distributors pick software.",
  "If I were a distributor, would I like this?",
  "Why is there sales tax on my receipt?",
  "What does it cost?",
  "hello",
])("nobody is meant: %s", (message) => {
  expect(found(message)).toEqual([]);
});

test("capitals tell the department from the pronoun", () => {
  expect(found("I work in IT.")).toEqual(["technology_buyer"]);
  expect(found("I believe in it.")).toEqual([]);
});
