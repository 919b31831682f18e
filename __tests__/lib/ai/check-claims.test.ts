import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { checkClaims } from "../../../lib/ai/check-claims.ts";

const document = `## Drop size

Drop size is the number of cases delivered per stop. A higher drop size lowers the cost per stop, because the truck drives the same miles for more cases.

- Minimum orders raise it.
- Delivery days can be merged.

| Route | Cases per stop |
|---|---|
| North | 22 |
| South | 31 |

## Fuel

Fuel is about 8% of the cost of a stop.`;

function passage(from: string, to: string, title = "Drop size and cost per stop") {
  const start = document.indexOf(from);
  const content = document.slice(start, document.indexOf(to) + to.length);
  return { content, start, title, headingPath: [] };
}

const sources = [passage("## Drop size", "| South | 31 |"), passage("## Fuel", "a stop.")];
const excerpts = (answer: string) => checkClaims(answer, sources).map(({ n, excerpt }) => [n, excerpt]);

describe("a citation is shown when its source says so", () => {
  test("with the sentence that supports it, verbatim at its place in the document", () => {
    const [citation] = checkClaims("Raising drop size lowers what each stop costs you [1].", sources);
    expect(citation?.excerpt).toMatch(/^A higher drop size lowers/);
    expect(document.slice(citation?.start, citation?.end)).toBe(citation?.excerpt);
  });

  test("for items and rows too", () => {
    expect(
      excerpts("You can set minimum orders to raise it. [1] The South route has 31 cases per stop [1]."),
    ).toEqual([
      [1, "Minimum orders raise it."],
      [1, "| South | 31 |"],
    ]);
  });

  test("once, however often it is cited", () => {
    expect(
      excerpts("Fuel is 8% of a stop's cost [2]. So fuel is 8% of the cost of a stop [2]."),
    ).toHaveLength(1);
  });

  test("when two sources carry one sentence, each with its own words", () => {
    expect(
      excerpts("Drop size is cases delivered per stop, and fuel is about 8% of its cost [1][2]."),
    ).toEqual([
      [1, "Drop size is the number of cases delivered per stop."],
      [2, "Fuel is about 8% of the cost of a stop."],
    ]);
  });
});

describe("a citation is dropped", () => {
  test.each([
    ["when no source has its number", "Fuel is about 8% of the cost [7]."],
    ["when the source speaks of something else", "Our warehouse robots sort bottles by colour [2]."],
    ["when the figure is another one", "Fuel is about 18% of the cost of a stop [2]."],
    ["when the figure stands in a source that is not cited", "Fuel is 31% of the cost of a stop [2]."],
    ["when there is nothing to check", "[1]"],
  ])("%s", (_, answer) => {
    expect(checkClaims(answer, sources)).toEqual([]);
  });
});

test("whatever an answer says, every excerpt stands at its offsets", () => {
  const word = fc.constantFrom(
    ..."drop size cost stop fuel cases [1] [2] [3]. . | - 8% 31 \n higher truck".split(" "),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), (words) => {
      for (const { n, excerpt, start, end } of checkClaims(words.join(" "), sources)) {
        expect(document.slice(start, end)).toBe(excerpt);
        expect(sources[n - 1]?.content).toContain(excerpt);
      }
    }),
    { seed: 20261121, numRuns: 300 },
  );
});
