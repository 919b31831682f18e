import { describe, expect, test } from "@jest/globals";
import { findWords } from "../../../lib/admin/judged/find-words.ts";
import { type AskedExpectation, matchExpected } from "../../../lib/admin/judged/match-expected.ts";

const price = "The Basic edition costs 49 dollars a month for each truck.";
const passage = (documentId: string, content: string) => ({ documentId, content });
const expectation = (change: Partial<AskedExpectation> = {}): AskedExpectation => ({
  ...{ documentId: "prices", title: "Prices", excerpt: price, grade: 2 },
  ...{ documentThere: true, excerptThere: true, ...change },
});

const expectedOf = (found: { documentId: string; content: string }[], expected: AskedExpectation[]) =>
  matchExpected({ found, declined: found.length === 0 }, expected);

describe("what was found is held to what is expected", () => {
  test("by the document and the words in it, whatever the white space", () => {
    const found = [
      passage("prices", "Something else of the same document."),
      passage("other", price),
      passage("prices", `Before.\n\nThe Basic edition\ncosts 49 dollars a month for each  truck. After.`),
    ];
    const { expected, grades, outcome } = expectedOf(found, [expectation()]);
    expect(expected).toEqual([{ rank: 3, lost: false }]);
    expect(grades).toEqual([0, 0, 2]);
    expect(outcome).toMatchObject({ kind: "answerable", figures: { reciprocalRank: 1 / 3, recall5: 1 } });
  });

  test("also where the document is cut within the words, by the larger part", () => {
    const cut = price.indexOf("month");
    const found = [passage("prices", price.slice(cut)), passage("prices", `Before. ${price.slice(0, cut)}`)];
    expect(expectedOf(found, [expectation()]).expected).toEqual([{ rank: 2, lost: false }]);
  });

  test("any passage of the document where no words are named", () => {
    const found = [passage("other", price), passage("prices", "Anything.")];
    expect(expectedOf(found, [expectation({ excerpt: null })]).expected[0]?.rank).toBe(2);
  });

  test("in whichever document has the words, where the document itself was deleted", () => {
    const gone = expectation({ documentThere: false, excerptThere: false });
    expect(expectedOf([passage("new", price)], [gone]).expected).toEqual([{ rank: 1, lost: false }]);
    expect(expectedOf([passage("new", "Else.")], [gone]).expected).toEqual([{ rank: null, lost: true }]);
  });

  test("words that no longer stand in the document are lost, not only missed", () => {
    const changed = expectation({ excerptThere: false });
    expect(expectedOf([passage("prices", "Else.")], [changed]).expected[0]?.lost).toBe(true);
    expect(expectedOf([passage("prices", "Else.")], [expectation()]).expected[0]?.lost).toBe(false);
  });

  test("two excerpts in one passage count once, and a second passage of the same document not again", () => {
    const both = [expectation({ excerpt: null, grade: 1 }), expectation({ excerpt: price })];
    const once = expectedOf([passage("prices", price), passage("prices", "More.")], both);
    expect(once.grades).toEqual([2, 0]);
    expect(once.outcome).toMatchObject({ figures: { ndcg10: 1, recall5: 1 } });
  });

  test("with nothing expected only whether anything was found counts", () => {
    expect(expectedOf([], []).outcome).toEqual({ kind: "unanswerable", declined: true });
    expect(expectedOf([passage("a", "b")], []).outcome).toEqual({ kind: "unanswerable", declined: false });
  });
});

describe("words in a text", () => {
  test.each([
    ["a b", "a b", 0, 3],
    ["x a\n\n b.", "a b.", 2, 8],
    ["costs $5 (five)", "$5  (five)", 6, 15],
  ])("%j has %j", (text, words, start, end) => {
    expect(findWords(text, words)).toEqual({ start, end });
  });

  test.each([
    ["a c", "a b"],
    ["abc", "  "],
    ["a.b", "a?b"],
  ])("%j has not %j", (text, words) => expect(findWords(text, words)).toBeUndefined());
});
