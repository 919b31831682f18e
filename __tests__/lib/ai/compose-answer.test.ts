import { describe, expect, test } from "@jest/globals";
import { checkClaims } from "../../../lib/ai/check-claims.ts";
import { composeAnswer } from "../../../lib/ai/compose-answer.ts";
import type { RankedPassage } from "../../../lib/knowledge/rank-passages.ts";

const config = {
  name: "Acme",
  starters: ["What is drop size?", "How do routes change?", "What is a keg deposit?", "Who are you?"],
  contact: { label: "Talk to a person" },
  linkHosts: [],
};

function passage(content: string, change: Partial<RankedPassage> = {}): RankedPassage {
  return {
    passageId: content.slice(0, 8),
    documentId: content.slice(0, 8),
    title: "Delivery",
    tags: [],
    sample: false,
    headingPath: ["Costs"],
    content,
    start: 100,
    end: 100 + content.length,
    question: null,
    score: 1,
    lexicalRank: 1,
    vectorRank: 1,
    contributions: { words: 0, meaning: 0, coverage: 0, alike: 0, lift: 1 },
    ...change,
  };
}

const stops = passage(
  `## Drop size

Drop size is the number of cases delivered per stop. Most of the cost of a stop is the same for five cases as for thirty. It falls with every case that is added.

- Set a minimum order.
- Merge delivery days.

## Parking

Parking is a matter of the city.`,
);
const table = passage(
  `## Editions

Prices differ by edition.

| Edition | Price |
|---|---|
| Small | $10 |
| Large | $20 |`,
  { title: "Prices", headingPath: ["Editions"] },
);

async function answer(message: string, passages: RankedPassage[], change: object = {}): Promise<string> {
  let text = "";
  const open = { message, history: [], passages, searchFailed: false, ...change };
  for await (const piece of composeAnswer({ open, config })) text += piece;
  return text;
}

describe("an answer without a model", () => {
  test("is made of the passages' own sentences, each with its mark", async () => {
    const text = await answer("What is drop size?", [table, stops]);
    expect(text).toContain("Drop size is the number of cases delivered per stop [2].");
    expect(text).not.toContain("Parking");
    for (const sentence of text.split("\n").filter((line) => line !== "")) expect(sentence).toMatch(/\[\d\]/);
  });

  test("keeps a list as a list and a table as a table", async () => {
    expect(await answer("How can we raise drop size?", [stops])).toContain(
      "- Set a minimum order [1].\n- Merge",
    );
    expect(await answer("What are the prices of the editions?", [table])).toContain(
      "| Edition | Price |\n| --- | --- |\n| Small | $10 [1] |\n| Large | $20 [1] |",
    );
  });

  test("does not begin with a sentence that leans on another", async () => {
    expect(await answer("What falls with every case added?", [stops])).toMatch(/^(?!It falls)/);
  });

  test("begins with what the asked thing is, not with what something named after it is", async () => {
    const allowance = passage("A keg allowance is paid per keg. Kegs are counted, and every keg counts.");
    const keg = passage("Empty barrels come back on the truck. A keg is a steel barrel of 15.5 gallons.");
    expect(await answer("What is a keg?", [allowance, keg])).toMatch(/^A keg is a steel barrel/);
  });

  test("has citations that hold, one for each mark", async () => {
    const text = await answer("What does a stop cost?", [stops, table]);
    const citations = checkClaims(text, [stops, table]);
    expect(citations.length).toBe(text.match(/\[\d\]/g)?.length);
  });

  test("says so when the passages are only near", async () => {
    const question = "Which insurance covers damaged pallets in transit abroad for stops?";
    expect(await answer(question, [stops])).toMatch(/^I found nothing that answers exactly this/);
  });

  test("says so when there is nothing, and offers a person and what it can answer", async () => {
    const text = await answer("What is the capital of France?", []);
    expect(text).toMatch(/^I found nothing on that/);
    expect(text).toContain("Talk to a person");
    expect(text).toContain("- What is drop size?");
    expect(text).not.toContain("Who are you?");
  });

  test("says so when the search failed", async () => {
    expect(await answer("What is drop size?", [], { searchFailed: true })).toMatch(/^I could not search/);
  });

  test("names sample data as such", async () => {
    const sample = { ...stops, sample: true };
    expect(await answer("What is drop size?", [sample])).toMatch(/sample data\.\*$/);
    expect(await answer("What is drop size?", [stops])).not.toMatch(/sample data/);
  });

  test("understands a short question by the one before it", async () => {
    const history = [
      { role: "user" as const, content: "What is drop size?" },
      { role: "assistant" as const, content: "Cases per stop." },
    ];
    expect(await answer("and what about that?", [stops], { history })).toContain("number of cases delivered");
  });

  test("shows no image and no foreign link that a document holds", async () => {
    const hostile = passage(
      "Drop size is ![x](https://evil.example/p.png) shown [here](https://evil.example).",
    );
    const text = await answer("What is drop size?", [hostile]);
    expect(text).not.toContain("evil.example");
    expect(text).toContain("Drop size is x shown here");
  });

  test("comes in whole words", async () => {
    const pieces: string[] = [];
    const open = { message: "What is drop size?", history: [], passages: [stops], searchFailed: false };
    for await (const piece of composeAnswer({ open, config })) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(10);
    for (const piece of pieces.slice(1)) expect(piece).toMatch(/^\s/);
  });
});
