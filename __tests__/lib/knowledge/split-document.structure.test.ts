import { describe, expect, test } from "@jest/globals";
import { splitDocument } from "../../../lib/knowledge/split-document.ts";
import { sentencesOf } from "../../../lib/knowledge/split-sentences.ts";

const prose = (sentences: number) =>
  Array.from(
    { length: sentences },
    (_, index) => `Truck ${index} leaves the warehouse at six and returns at three.`,
  ).join(" ");

describe("a document is cut where its author cut it", () => {
  test("a passage knows the headings that lead to it", () => {
    const passages = splitDocument(`# Routes\n\n${prose(15)}\n\n## Stops\n\n### Drop size\n\n${prose(15)}`);
    expect(passages.map(({ headingPath }) => headingPath)).toEqual([
      ["Routes"],
      ["Routes", "Stops", "Drop size"],
    ]);
  });

  test("short sections share a passage, a long enough one ends at the next heading", () => {
    const passages = splitDocument(`## A\n\nOne.\n\n## B\n\n${prose(14)}\n\n## C\n\nThree.`);
    expect(passages.map(({ headingPath }) => headingPath)).toEqual([["A"], ["C"]]);
  });

  test("a table stays whole when it fits", () => {
    const table = `| Item | Cases |\n|---|---|\n${Array.from({ length: 12 }, (_, row) => `| Item ${row} | ${row} |`).join("\n")}`;
    const passages = splitDocument(`## Before\n\n${prose(20)}\n\n${table}\n\n${prose(20)}`);
    expect(passages.filter(({ content }) => content.includes(table))).toHaveLength(1);
  });

  test("a section over the limit parts between sentences", () => {
    for (const { content } of splitDocument(prose(120))) expect(content).toMatch(/^Truck .*three\.$/);
  });

  test("code with blank lines and hashes inside is one block", () => {
    const code = "```\n# not a heading\n\nselect 1\n```";
    expect(splitDocument(`## Code\n\n${code}`)).toMatchObject([
      { headingPath: ["Code"], content: `## Code\n\n${code}` },
    ]);
  });
});

describe("sentences", () => {
  test("amounts, abbreviations and initials end none", () => {
    const text =
      "A case costs $1.50, e.g. 24 x 12 oz. In the U.S. Rules differ by state. Ask J. Smith first!";
    expect(sentencesOf(text).map((sentence) => sentence.text)).toEqual([
      "A case costs $1.50, e.g. 24 x 12 oz.",
      "In the U.S. Rules differ by state.",
      "Ask J. Smith first!",
    ]);
  });

  test("headings, items and rows are quoted without their marks", () => {
    const text =
      "## Steps ##\n\n1. Load the truck.\n2. Drive,\n   then unload.\n\n| A | B |\n|---|---|\n| 1 | 2 |";
    expect(sentencesOf(text).map(({ kind, text: sentence }) => [kind, sentence])).toEqual([
      ["heading", "Steps"],
      ["item", "Load the truck."],
      ["item", "Drive,\n   then unload."],
      ["row", "| A | B |"],
      ["row", "| 1 | 2 |"],
    ]);
  });
});

describe("a text made to be slow", () => {
  test.each([
    ["full stops", ".".repeat(200_000)],
    ["a heading of blanks", `# a${" ".repeat(200_000)}x`],
    ["a heading of brackets", `# ${"[".repeat(200_000)}`],
    ["rules", "- - ".repeat(50_000)],
    ["one word", "x".repeat(200_000)],
    ["sentences", "Aa bb. ".repeat(30_000)],
  ])("%s: is cut in a moment, into passages of a passage's size", (_, text) => {
    const started = performance.now();
    const passages = splitDocument(text);
    expect(performance.now() - started).toBeLessThan(3_000);
    for (const { tokens } of passages) expect(tokens).toBeLessThan(1200);
  });
});
