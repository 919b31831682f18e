import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { embedText, localEmbedder } from "../../../lib/knowledge/embed-local.ts";

function similarity(one: string, other: string): number {
  const others = embedText(other);
  return embedText(one).reduce((sum, value, index) => sum + value * (others[index] ?? 0), 0);
}

describe("an embedding without a model", () => {
  test("is a unit vector of its dimensions for every text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const vector = embedText(text);
        expect(vector).toHaveLength(localEmbedder.dimensions);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
      }),
      { seed: 20261121, numRuns: 200 },
    );
  });

  test("is the same in every process; a change here needs a new version in the model's name", () => {
    const vector = embedText("Drop size and cost per stop");
    const places = vector.flatMap((value, index) => (Math.abs(value) > 0.25 ? [index] : []));
    expect(places).toMatchInlineSnapshot(`[]`);
  });

  const passage = "Routes are planned so that trucks drive fewer miles between deliveries.";
  const another = "Excise taxes on wine are filed with the state agency in each quarter.";

  test.each([
    ["another form of the words", "How do you plan a route for a truck?"],
    ["synonyms", "scheduling vehicles"],
  ])("brings %s nearer to its passage than to another", (_, question) => {
    expect(similarity(question, passage)).toBeGreaterThan(similarity(question, another) + 0.05);
  });

  test("knows a word with a typing error", () => {
    const meant = similarity("depletoin", "depletion");
    expect(meant).toBeGreaterThan(similarity("depletoin", "warehouse") + 0.05);
  });

  test("knows a compound however it is written", () => {
    expect(similarity("billbacks", "bill-backs")).toBeGreaterThan(0.3);
    expect(similarity("billbacks", "bill backs")).toBeGreaterThan(0.3);
  });

  test("lets common words count little", () => {
    expect(similarity("what should we know about kegs", "kegs")).toBeGreaterThan(0.9);
  });
});
