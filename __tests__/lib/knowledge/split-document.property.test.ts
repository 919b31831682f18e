import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { splitDocument } from "../../../lib/knowledge/split-document.ts";
import { sentencesOf } from "../../../lib/knowledge/split-sentences.ts";

const word = fc.oneof(
  fc.stringMatching(/^[a-z]{1,12}$/),
  fc.constantFrom("Cost.", "U.S.", "$1.50", "🍺", "Ende!", "漢字。", "e.g.", "**bold**", "a|b", "[x](y)"),
);
const words = (maxLength: number) =>
  fc.array(word, { minLength: 1, maxLength }).map((parts) => parts.join(" "));
const block = fc.oneof(
  fc.tuple(fc.constantFrom("# ", "## ", "### "), words(5)).map((parts) => parts.join("")),
  words(120),
  fc.array(words(20), { minLength: 1, maxLength: 60 }).map((items) => items.map((i) => `- ${i}`).join("\n")),
  fc
    .array(words(6), { minLength: 2, maxLength: 60 })
    .map((rows) => rows.map((r) => `| ${r} | 1 |`).join("\n")),
  words(40).map((code) => `\`\`\`\n${code}\n\n${code}\n\`\`\``),
  fc.constantFrom("---", "```", "|", "-", "   ", "#", `${"x".repeat(3000)}🍺${"y".repeat(3000)}`),
);
const document = fc.oneof(
  fc.array(block, { maxLength: 14 }).map((blocks) => blocks.join("\n\n")),
  fc.array(block, { maxLength: 14 }).map((blocks) => blocks.join("\n")),
  fc.string({ maxLength: 300, unit: "binary" }).filter((text) => text.isWellFormed()),
);

/** Everything but blanks that no passage holds. */
function leftOut(text: string): string {
  const passages = splitDocument(text);
  const gaps = passages.map(({ start }, index) => text.slice(passages[index - 1]?.end ?? 0, start));
  return [...gaps, text.slice(passages.at(-1)?.end ?? 0)].join("").trim();
}

describe("however a document is written", () => {
  const run = { seed: 20261121, numRuns: 250 };

  test("its passages are verbatim slices, in order, and leave nothing out but blanks", () => {
    fc.assert(
      fc.property(document, (text) => {
        let last = 0;
        for (const { start, end, content, tokens } of splitDocument(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(content).toBe(text.slice(start, end));
          expect(content.isWellFormed()).toBe(true);
          expect(content.trim()).not.toBe("");
          expect(tokens).toBeLessThan(1200);
          last = end;
        }
        expect(leftOut(text)).toBe("");
      }),
      run,
    );
  });

  test("its sentences are verbatim slices in order", () => {
    fc.assert(
      fc.property(document, (text) => {
        let last = 0;
        for (const { start, end, text: sentence } of sentencesOf(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(sentence).toBe(text.slice(start, end));
          expect(sentence.isWellFormed()).toBe(true);
          last = end;
        }
      }),
      run,
    );
  });
});
