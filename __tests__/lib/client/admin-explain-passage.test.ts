import { describe, expect, it } from "@jest/globals";
import { explainPassage } from "../../../lib/client/admin-explain-passage.ts";

const contributions = { words: 0.04, meaning: 0.03, coverage: 0.05, alike: 0.02, lift: 1 };
const found = {
  lexicalRank: 1,
  vectorRank: 3,
  similarity: 0.614,
  liftedBy: { personas: [], intents: [] },
  contributions,
};
const context = {
  personas: [{ id: "buyer", name: "Technology buyer" }],
  intent: "Pricing",
  sameDocumentAbove: 0,
};

describe("why a passage came back", () => {
  it("names its place in each half of the search, with what that half saw", () => {
    expect(explainPassage({ ...context, passage: found, matched: ["claims", "paid"] })).toBe(
      "Number 1 by words (claims, paid) and number 3 by meaning (similarity 0.61).",
    );
  });

  it("says which half did not find it", () => {
    const byWords = { ...found, vectorRank: null, similarity: null };
    expect(explainPassage({ ...context, passage: byWords, matched: [] })).toBe(
      "Number 1 by words; its meaning is not among the nearest.",
    );
    expect(explainPassage({ ...context, passage: { ...found, lexicalRank: null }, matched: [] })).toBe(
      "Number 3 by meaning (similarity 0.61); its words are not among the best.",
    );
  });

  it("tells what raised it, by the names that people know", () => {
    const lifted = {
      ...found,
      contributions: { ...contributions, lift: 1.26 },
      liftedBy: { personas: ["buyer"], intents: ["prices"] },
    };
    expect(explainPassage({ ...context, passage: lifted, matched: ["paid"] })).toContain(
      "Raised 26% because it is for Technology buyer and the question looks like “Pricing”.",
    );
  });

  it("tells what a model made of it, and nothing where it stayed in its place", () => {
    const told = (model: number) =>
      explainPassage({
        ...context,
        passage: { ...found, contributions: { ...contributions, model } },
        matched: [],
      });
    expect(told(0.4)).toContain("The model found it more helpful than the search did.");
    expect(told(-0.4)).toContain("The model found it less helpful than the search did.");
    expect(told(0)).not.toContain("The model");
  });

  it("says when it had to make room for other documents", () => {
    const below = { ...context, sameDocumentAbove: 1, passage: found, matched: [] };
    expect(explainPassage(below)).toContain("Placed lower because this document has a better passage above.");
  });

  it("does not list every word of a long question", () => {
    const matched = ["one", "two", "three", "four", "five", "six", "seven"];
    expect(explainPassage({ ...context, passage: found, matched })).toContain("five, six, …)");
  });
});
