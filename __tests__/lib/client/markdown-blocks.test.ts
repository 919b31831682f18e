import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { appendMarkdown, noMarkdown } from "../../../lib/client/markdown-blocks.ts";

const blocksOf = (...pieces: string[]) => pieces.reduce(appendMarkdown, noMarkdown);
const markdown = fc
  .array(
    fc.constantFrom(
      "\n",
      "\n\n",
      "- item",
      "1. one",
      "```",
      "~~~",
      "text",
      "  indented",
      "# Head",
      "| a |",
      " ",
      "```ts",
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

describe("Markdown that grows", () => {
  it("loses and adds no character, and cuts in the same places however it was sliced", () => {
    fc.assert(
      fc.property(markdown, fc.array(fc.nat(12), { maxLength: 60 }), (text, sizes) => {
        const pieces: string[] = [];
        let rest = text;
        for (const size of sizes) {
          pieces.push(rest.slice(0, size));
          rest = rest.slice(size);
        }
        const sliced = blocksOf(...pieces, rest);
        expect(sliced).toEqual(blocksOf(text));
        expect(sliced.finished.join("") + sliced.open).toBe(text);
      }),
      { seed: 3, numRuns: 400 },
    );
  });

  it("finishes a paragraph when the next begins", () => {
    expect(blocksOf("One.\n\nTwo")).toEqual({ finished: ["One.\n\n"], open: "Two" });
    expect(blocksOf("One.\n\n")).toEqual({ finished: [], open: "One.\n\n" });
  });

  it("leaves finished blocks untouched as text arrives", () => {
    const before = blocksOf("One.\n\nTwo");
    expect(appendMarkdown(before, " and more").finished).toBe(before.finished);
  });

  it("never cuts inside a code fence", () => {
    expect(blocksOf("```\na\n\nb\n```\n\nAfter").finished).toEqual(["```\na\n\nb\n```\n\n"]);
    expect(blocksOf("````\n```\n\nb\n").finished).toEqual([]);
  });

  it("keeps a loose list together", () => {
    expect(blocksOf("1. one\n\n2. two\n\nAfter").finished).toEqual(["1. one\n\n2. two\n\n"]);
    expect(blocksOf("- one\n\n  more\n\n- two").finished).toEqual([]);
  });
});
