import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Passage, splitDocument } from "../../../lib/knowledge/split-document.ts";
import { sentencesOf } from "../../../lib/knowledge/split-sentences.ts";
import { exactTokens } from "../../support/exact-tokens.ts";

let count: (text: string) => number;
beforeAll(async () => {
  count = await exactTokens();
});
const split = (text: string) => splitDocument({ text }, count);

const word = fc.oneof(
  fc.stringMatching(/^[a-z]{1,12}$/),
  fc.constantFrom("Cost.", "U.S.", "$1.50", "🍺", "Ende!", "漢字。", "e.g.", "**bold**", "a|b", "[x](y)"),
);
const words = (maxLength: number) =>
  fc.array(word, { minLength: 1, maxLength }).map((parts) => parts.join(" "));
const code = words(40).map((text) => `\`\`\`\n${text}\n\n${text}\n\`\`\``);
const block = fc.oneof(
  fc.tuple(fc.constantFrom("# ", "## ", "### "), words(5)).map((parts) => parts.join("")),
  words(120),
  fc.array(words(20), { minLength: 1, maxLength: 60 }).map((items) => items.map((i) => `- ${i}`).join("\n")),
  fc
    .array(words(6), { minLength: 2, maxLength: 60 })
    .map((rows) => rows.map((r) => `| ${r} | 1 |`).join("\n")),
  fc
    .array(words(6), { minLength: 1, maxLength: 90 })
    .map((rows) => ["| Name | Cases |", "|---|---|", ...rows.map((r) => `| ${r} | 1 |`)].join("\n")),
  code,
  fc.constantFrom("---", "```", "|", "-", "   ", "#", `${"x".repeat(3000)}🍺${"y".repeat(3000)}`),
);
const document = fc.oneof(
  fc.array(block, { maxLength: 14 }).map((blocks) => blocks.join("\n\n")),
  fc.array(block, { maxLength: 14 }).map((blocks) => blocks.join("\n")),
  fc.string({ maxLength: 300, unit: "binary" }).filter((text) => text.isWellFormed()),
);

/** Everything but blanks that no passage holds. */
function leftOut(text: string, passages: Passage[]): string {
  const gaps = passages.map(({ start }, index) => text.slice(passages[index - 1]?.end ?? 0, start));
  return [...gaps, text.slice(passages.at(-1)?.end ?? 0)].join("").trim();
}

describe("however a document is written", () => {
  const run = { seed: 20261121, numRuns: 250 };

  test("its passages are verbatim slices, in order, and leave nothing out but blanks", () => {
    fc.assert(
      fc.property(document, (text) => {
        let last = 0;
        const passages = split(text);
        for (const { start, end, content } of passages) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(content).toBe(text.slice(start, end));
          expect(content.isWellFormed()).toBe(true);
          expect(content.trim()).not.toBe("");
          last = end;
        }
        expect(leftOut(text, passages)).toBe("");
      }),
      run,
    );
  });

  test("no passage has more than 400 tokens with what is repeated before it, but code that stays whole", () => {
    fc.assert(
      fc.property(document, (text) => {
        for (const { content, context, tokens } of split(text)) {
          expect(tokens).toBe(count(context === undefined ? content : `${context}\n${content}`));
          const isCode = /^(?:#.*\s+)*(?:```|~~~)/.test(content);
          expect(tokens).toBeLessThanOrEqual(isCode ? 2_000 : 400);
        }
      }),
      run,
    );
  });

  test("a short passage could not have been joined with its neighbours and stay within the limit", () => {
    fc.assert(
      fc.property(fc.array(words(60), { minLength: 1, maxLength: 30 }), (paragraphs) => {
        const text = paragraphs.join("\n\n");
        const passages = split(text);
        for (const [index, { start, end, tokens }] of passages.entries()) {
          if (tokens >= 200) continue;
          const before = passages[index - 1];
          const after = passages[index + 1];
          // A few tokens of slack: what two texts have together is not quite the sum.
          if (before) expect(count(text.slice(before.start, end))).toBeGreaterThan(390);
          if (after) expect(count(text.slice(start, after.end))).toBeGreaterThan(390);
        }
      }),
      run,
    );
  });

  test("it is always cut the same", () => {
    fc.assert(
      fc.property(document, (text) => expect(split(text)).toEqual(split(text))),
      { ...run, numRuns: 40 },
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
