import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { claimFilter } from "../../../lib/ai/claim-filter.ts";
import type { Evidence } from "../../../lib/claims/evidence.ts";

const content = "A rollout takes six weeks. Fuel is about 8% of the cost of a stop. Drivers like the app.";
const evidence: Evidence = {
  sources: [{ content, start: 0, title: "Rollout", headingPath: [] }],
  said: [],
  names: ["Acme"],
};
const newFilter = () => claimFilter(() => evidence);

/** What is shown after each piece, and at last at the end. */
function steps(...pieces: string[]): string[] {
  const filter = newFilter();
  return [...pieces.map((piece) => filter.read(piece)), filter.end()];
}

describe("words are shown as they come", () => {
  test("where a sentence states nothing", () => {
    const pieces = ["Drivers", " like", " the", " app", ".", " It", " helps", " them", ".\n", "- Yes"];
    expect(steps(...pieces)).toEqual([...pieces, ""]);
  });

  test("up to the claim where it states something, which comes with the rest of its sentence", () => {
    expect(steps("A", " rollout", " takes", " six", " weeks", ".", " Then", " it", " runs")).toEqual([
      "A",
      " rollout",
      " takes",
      "",
      "",
      "",
      " six weeks. Then",
      " it",
      " runs",
      "",
    ]);
  });

  test("after a word that only looked like a claim", () => {
    expect(steps("Alw", "ays", " check", " it", " with", " care", " now").join("")).toBe(
      "Always check it with care now",
    );
    expect(steps("It", " speaks", " EDI", " 852", " and", " more", " besides", " that").slice(0, 7)).toEqual([
      "It",
      " speaks",
      " EDI",
      "",
      "",
      "",
      " 852 and more besides",
    ]);
  });

  test("not when the next word makes a claim of the last", () => {
    expect(steps("A", " rollout", " takes", " one", " week", " here", ".").join("")).toBe(
      "A rollout takes *(a figure I have no source for)* here.",
    );
    expect(steps("It", " costs", " zero", " dollars", ".").join("")).toBe(
      "It costs *(a price I have no source for)*.",
    );
    expect(steps("It", " comes", " free", " of", " charge", " today", ".").join("")).toBe(
      "It comes *(a promise I have no source for)*.",
    );
    expect(steps(" One", " of", " the", " drivers")).toEqual(["", "", " One of the", " drivers", ""]);
  });

  test("numbers without a word about anything, and lists' numbering", () => {
    expect(steps(" 1790000000000", " 1790000000020")).toEqual([" 1790000000000", " 1790000000020", ""]);
    expect(steps("1. ", "Load", " it\n", "2. ", "Drive").slice(0, 3)).toEqual(["1. ", "Load", " it\n"]);
  });
});

test("a claim nobody supports is never shown, however the answer is cut", () => {
  const answer =
    "We know this. A rollout takes nine weeks [1]. Fuel is 8% of the cost of a stop [1]. It costs $55.\n- Done";
  const whole =
    "We know this. A rollout takes *(a figure I have no source for)*. Fuel is 8% of the cost of a stop [1]. It costs *(a price I have no source for)*.\n- Done";
  // As models cut: between words, or inside one after two letters.
  const pieces = answer.match(/\s*[^\s]{1,2}|[^\s]+?(?=\s|$)/g) ?? [];
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 60 }), (lengths) => {
      const filter = newFilter();
      let shown = "";
      let at = 0;
      for (let index = 0; at < pieces.length; index += 1) {
        const length = lengths[index % lengths.length] ?? 1;
        shown += filter.read(pieces.slice(at, at + length).join(""));
        at += length;
        // What is shown stays: it is the beginning of the whole.
        if (!whole.startsWith(shown)) throw new Error(`shown: ${shown}`);
      }
      expect(shown + filter.end()).toBe(whole);
      expect(filter.report().unsupported).toEqual(["figure", "figure"]);
    }),
    { seed: 20261121, numRuns: 200 },
  );
});

test("whatever is said, nothing is lost but what is not supported, and no order changed", () => {
  const word = fc.constantFrom(
    ...'drivers like the app six weeks 8% $5 [1] [2] . ! ? \n - | “ ” " always never will we 2024 May 1. **'.split(
      " ",
    ),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 50 }), (words) => {
      const answer = words.join(" ");
      const filter = newFilter();
      const shown =
        words.map((one, index) => filter.read(index === 0 ? one : ` ${one}`)).join("") + filter.end();
      const { citations } = filter.report();
      for (const { excerpt, start, end } of citations) expect(content.slice(start, end)).toBe(excerpt);
      const plain = (text: string) => text.replace(/\*\(an? \w+ I [^)]*\)\*/g, "").match(/\p{L}+/gu) ?? [];
      const left: string[] = plain(answer);
      // Every word shown is one of the answer's, in its order.
      let at = 0;
      for (const one of plain(shown)) {
        at = left.indexOf(one, at) + 1;
        if (at === 0) throw new Error(`${one} in ${shown} of ${answer}`);
      }
    }),
    { seed: 20261121, numRuns: 300 },
  );
});

test("a sentence that does not end is judged in pieces", () => {
  const long = `${"Fuel is 8% of the cost and drivers like the app with ".repeat(40)}`;
  const filter = newFilter();
  const shown = filter.read(long);
  expect(shown.length).toBeGreaterThan(500);
  expect(shown + filter.end()).toBe(long);
});
