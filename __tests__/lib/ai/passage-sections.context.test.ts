import { expect, test } from "@jest/globals";
import { sectionsOf } from "../../../lib/ai/passage-sections.ts";
import type { RankedPassage } from "../../../lib/knowledge/rank-passages.ts";

function passage(content: string, context: string | null): RankedPassage {
  return {
    passageId: "p",
    documentId: "d",
    title: "Stock",
    tags: [],
    sample: false,
    headingPath: ["Yards"],
    context,
    content,
    start: 500,
    end: 500 + content.length,
    question: null,
    score: 1,
    lexicalRank: 1,
    vectorRank: 1,
    contributions: { words: 0, meaning: 0, coverage: 0, alike: 0, lift: 1 },
  };
}
const rowsOf = (content: string, context: string | null) =>
  sectionsOf(passage(content, context), 1).map(({ rows }) => rows.map(({ text }) => text));

test("the rows of a table that began further up stand under its head, not under the first of them", () => {
  const context = "| Item | Yard |\n|---|---|";
  expect(rowsOf("| Keg | North |\n| Can | South |", context)).toEqual([
    ["| Item | Yard |", "| Keg | North |", "| Can | South |"],
  ]);
});

test("what is repeated before a passage of words is no row of it", () => {
  expect(rowsOf("A keg.", "| Item | Yard |\n|---|---|")).toEqual([[]]);
  expect(rowsOf("| Keg | North |", null)).toEqual([["| Keg | North |"]]);
});
