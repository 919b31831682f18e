import { beforeAll, describe, expect, test } from "@jest/globals";
import { splitDocument } from "../../../lib/knowledge/split-document.ts";
import { sentencesOf } from "../../../lib/knowledge/split-sentences.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";
import { exactTokens } from "../../support/exact-tokens.ts";

let count: (text: string) => number;
beforeAll(async () => {
  count = await exactTokens();
});
const split = (text: string) => splitDocument({ text }, count);

/** Some 11 tokens a sentence. */
const prose = (sentences: number) =>
  Array.from(
    { length: sentences },
    (_, index) => `Truck ${index} leaves the warehouse at six and returns at three.`,
  ).join(" ");
const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, row) => `| Item ${from + row} | ${from + row} |`).join("\n");

describe("a document is cut where its author cut it", () => {
  test("a passage knows the headings that lead to it", () => {
    const passages = split(`# Routes\n\n${prose(25)}\n\n## Stops\n\n### Drop size\n\n${prose(25)}`);
    expect(passages.map(({ headingPath }) => headingPath)).toEqual([
      ["Routes"],
      ["Routes", "Stops", "Drop size"],
    ]);
  });

  test("a short document is one passage, whatever headings it has", () => {
    const text = `# A\n\nOne.\n\n## B\n\n${prose(8)}\n\n# C\n\nThree.`;
    expect(split(text).map(({ content }) => content)).toEqual([text]);
  });

  test("short sections are joined until there are 200 tokens, a long enough one is left alone", () => {
    const short = (name: string) => `## ${name}\n\n${prose(10)}`;
    const text = ["# Guide", `## A\n\n${prose(24)}`, short("B"), short("C"), `## D\n\n${prose(24)}`].join(
      "\n\n",
    );
    expect(split(text).map(({ content }) => content.match(/^#.*/gm))).toEqual([
      ["# Guide", "## A"],
      ["## B", "## C"],
      ["## D"],
    ]);
  });

  test("a short section stays with its own chapter", () => {
    const text = `# One\n\n${prose(14)}\n\n## Detail\n\n${prose(12)}\n\n# Two\n\n${prose(14)}\n\n## More\n\n${prose(12)}`;
    expect(split(text).map(({ content }) => content.match(/^#.*/gm))).toEqual([
      ["# One", "## Detail"],
      ["# Two", "## More"],
    ]);
  });

  test("a table stays whole when it fits", () => {
    const table = `| Item | Cases |\n|---|---|\n${rows(0, 12)}`;
    const passages = split(`## Before\n\n${prose(40)}\n\n${table}\n\n${prose(40)}`);
    expect(passages.filter(({ content }) => content.includes(table))).toHaveLength(1);
  });

  test("a table over the limit parts between rows, and each further part has its header beside it", () => {
    const text = `## Stock\n\n| Item | Cases |\n|---|---|\n${rows(0, 120)}\n\nCounted on Monday.`;
    const [first, ...others] = split(text);
    expect(first?.content).toMatch(/^## Stock\n\n\| Item \| Cases \|\n\|---\|---\|\n\| Item 0 \| 0 \|/);
    expect(first?.context).toBeUndefined();
    expect(others.length).toBeGreaterThan(1);
    for (const { context, content, headingPath, tokens } of others) {
      expect(context).toBe("| Item | Cases |\n|---|---|");
      expect(content).toMatch(/^\| Item \d+ \| \d+ \|/);
      expect(headingPath).toEqual(["Stock"]);
      expect(tokens).toBe(count(`${context}\n${content}`));
    }
  });

  test("a header that is repeated counts for the limit", () => {
    const header = `| Item | ${prose(8)} |\n|---|---|`;
    const text = `${header}\n${Array.from({ length: 12 }, (_, row) => `| ${row} | ${prose(11)} |`).join("\n")}`;
    const passages = split(text);
    expect(passages.at(-1)?.context).toBe(header);
    for (const { tokens } of passages) expect(tokens).toBeLessThanOrEqual(400);
  });

  test("what follows a table has no header of it", () => {
    const text = `| Item | Cases |\n|---|---|\n${rows(0, 60)}\n\n${prose(36)}`;
    const last = split(text).at(-1);
    expect(last?.content).toMatch(/^Truck/);
    expect(last?.context).toBeUndefined();
  });

  test("a list over the limit parts between items, and an item keeps its further lines", () => {
    const items = Array.from({ length: 40 }, (_, item) => `- Step ${item}\n  is done by ${prose(1)}`).join(
      "\n",
    );
    const passages = split(items);
    expect(passages.length).toBeGreaterThan(1);
    for (const { content } of passages) expect(content).toMatch(/^- Step \d+\n {2}is done by .*three\.$/s);
  });

  test("a section over the limit parts between sentences, into passages of like sizes", () => {
    const passages = split(prose(45));
    for (const { content } of passages) expect(content).toMatch(/^Truck .*three\.$/);
    expect(passages.map(({ tokens }) => Math.round(tokens / 100))).toEqual([3, 3]);
  });

  test("what is announced stays with the announcement", () => {
    const list = Array.from({ length: 12 }, () => `- ${prose(1)}`).join("\n");
    const passages = split(`${prose(20)}\n\nThese are the steps:\n\n${list}\n\n${prose(20)}`);
    expect(passages.filter(({ content }) => content.includes(`steps:\n\n${list}`))).toHaveLength(1);
  });

  test("code with blank lines and hashes inside is one block", () => {
    const code = "```\n# not a heading\n\nselect 1\n```";
    expect(split(`## Code\n\n${code}`)).toMatchObject([
      { headingPath: ["Code"], content: `## Code\n\n${code}` },
    ]);
  });

  test("code is kept whole over the limit while it can be embedded, then cut between lines under its fence", () => {
    const code = (lines: number) => `\`\`\`sql\n${"select item, cases from stock;\n".repeat(lines)}\`\`\``;
    const kept = split(`${prose(30)}\n\n${code(100)}\n\n${prose(30)}`);
    expect(kept.filter(({ content }) => content === code(100))).toHaveLength(1);
    const [first, ...others] = split(code(600));
    expect(first?.content).toMatch(/^```sql\nselect/);
    for (const { context, content, tokens } of others) {
      expect(context).toBe("```sql");
      expect(content).toMatch(/^select.*(?:;|```)$/s);
      expect(tokens).toBeLessThanOrEqual(400);
    }
  });

  test("a passage of a paged source knows the page that it begins on", () => {
    const pages = [prose(25), prose(25), prose(25)];
    const text = pages.join("\n\n");
    const starts = [0, pages[0]?.length ?? 0, 2 * (pages[0]?.length ?? 0)].map(
      (start, index) => start + 2 * index,
    );
    const passages = splitDocument(
      { text, pages: starts.map((start, index) => ({ page: index + 4, start })) },
      count,
    );
    expect(passages.map(({ page }) => page)).toEqual([4, 5, 6]);
    expect(split(text)[0]?.page).toBeUndefined();
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
    ["headings", "# a\n".repeat(50_000)],
    ["blocks of a letter", "a\n\n".repeat(50_000)],
    ["rows", `| A |\n|---|\n${"| 1 |\n".repeat(30_000)}`],
    ["signs of many tokens", "\u{12000}".repeat(60_000)],
  ])("%s: is cut in a moment, into passages of a passage's size", (_, text) => {
    let passages: ReturnType<typeof split> = [];
    const tookMs = cpuMsOf(() => {
      passages = split(text);
    });
    expect(tookMs).toBeLessThan(3_000);
    for (const { tokens } of passages) expect(tokens).toBeLessThanOrEqual(400);
  });
});
