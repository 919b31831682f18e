import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { excerptStart, foldedCharacters } from "../../../lib/client/admin-excerpt.ts";
import { matchedWords } from "../../../lib/client/admin-matched-words.ts";

const filler = "Trucks leave early and come back late. ".repeat(12);
const excerptOf = (content: string, question: string) =>
  content.slice(excerptStart(content, matchedWords(content, question)));

describe("the excerpt of a folded passage", () => {
  it("begins with the sentence that has the question's words", () => {
    const text = `${filler}A claim needs proof. ${filler}`;
    expect(excerptOf(text, "What proof does a claim need?")).toMatch(/^A claim needs proof\./);
  });

  it("prefers where most of them stand together to where the first one stands", () => {
    const text = `Proof first. ${filler}The claim and its proof travel together. ${filler}`;
    expect(excerptOf(text, "claim proof")).toMatch(/^The claim and its proof/);
  });

  it("leaves headings out, and a short passage whole", () => {
    expect(excerptOf(`## Proof\n\n${filler}`, "something else")).toMatch(/^Trucks/);
    expect(excerptOf("## Proof\n\nShort.", "proof")).toBe("## Proof\n\nShort.");
  });

  it("begins at a word and never after the last of it", () => {
    const word = fc.stringMatching(/^[a-z.]{1,12}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 200 }), word, (words, asked) => {
        const text = words.join(" ");
        const start = excerptStart(text, matchedWords(text, asked));
        expect(start).toBeLessThan(text.length);
        if (start > 0) expect(text[start - 1]).toBe(" ");
        if (text.length <= foldedCharacters) expect(start).toBe(0);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
