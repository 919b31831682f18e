import { describe, expect, test } from "@jest/globals";
import { findVerbatim } from "../../../lib/knowledge/verbatim.ts";
import { readTopics } from "../../../lib/pages/read-topics.ts";
import { plainText, sentencesOf } from "../../../lib/pages/sentences.ts";

const passage = (content: string) => ({
  ...{ passageId: "p", documentId: "d", title: "Document", headingPath: ["Part"], content },
  ...{ start: 0, end: content.length, score: 1 },
});

describe("a passage", () => {
  test("is read as what stands under each of its headings", () => {
    const topics = readTopics([
      passage("First words.\n\n## Fees\nA fee. Another.\n\n### Who pays?\n\n- **You:** half\n- We: half"),
    ]);
    expect(topics).toMatchObject([
      { heading: "Part", sentences: ["First words."] },
      { heading: "Fees", sentences: ["A fee.", "Another."] },
      { heading: "Who pays?", lists: [{ ordered: false, items: ["You: half", "We: half"] }] },
    ]);
  });

  test("gives its tables with as many cells in each row as the header has", () => {
    const [topic] = readTopics([passage("| | A | B |\n|---|--:|---|\n| x | 1 \\| 2 | **3** |\n| y | 4 |")]);
    expect(topic?.tables).toEqual([
      {
        header: ["", "A", "B"],
        rows: [
          ["x", "1 | 2", "3"],
          ["y", "4", ""],
        ],
      },
    ]);
  });

  test("that begins inside a table has the table's head from its context", () => {
    const context = "| Item | Cases |\n|---|---|";
    const [topic] = readTopics([{ ...passage("| x | 1 |\n| y | 2 |"), context }]);
    expect(topic?.tables).toEqual([
      {
        header: ["Item", "Cases"],
        rows: [
          ["x", "1"],
          ["y", "2"],
        ],
      },
    ]);
  });

  test("that begins inside a table without a context gives none of it", () => {
    expect(readTopics([passage("| x | 1 |\n| y | 2 |\n\nWords after it.")])).toMatchObject([
      { tables: [], sentences: ["Words after it."] },
    ]);
  });

  test("keeps an item's continuation and numbers, and leaves code out", () => {
    const [topic] = readTopics([passage("1. One\n   goes on\n2. Two\n\n```\ncode. Here.\n```")]);
    expect(topic).toMatchObject({ lists: [{ ordered: true, items: ["One goes on", "Two"] }], sentences: [] });
  });
});

test("sentences end where they end and not at abbreviations or decimals", () => {
  expect(sentencesOf("It costs $1.50, e.g. For us. Is it much? “No.” Then buy.")).toEqual([
    "It costs $1.50, e.g. For us.",
    "Is it much?",
    "“No.”",
    "Then buy.",
  ]);
});

test("plain text has the words of Markdown without its marks and addresses", () => {
  expect(
    plainText("A **bold** _word_, `code`, [a link](https://x.example) and ![alt](y.png) snake_case 2*3*4"),
  ).toBe("A bold word, code, a link and alt snake_case 2*3*4");
});

test("typography does not keep a quotation from being found", () => {
  expect(
    findVerbatim('the driver\'s "app" - it works', "Here the **driver’s** “app” – it\nworks"),
  ).toBeDefined();
});
