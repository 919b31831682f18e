import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type PageBlock, pageCompiler } from "../../../lib/pages/compile-page.ts";

const head = {
  type: "comparison",
  title: 'Two ways to "plan"',
  summary: "Braces { and } and [brackets] in words.",
  audience: "Operations",
};
const hero = { type: "hero", headline: 'Plan \\ "once" {a}', standfirst: "So it is.", sources: [] };
const metrics = {
  type: "metrics",
  heading: "Figures",
  metrics: [{ label: "Fee", value: "$4,500", detail: "", source: 1, basis: null }],
};
const excerpt = { type: "excerpt", quote: "The fee is $4,500.", source: 1 };
const page = { ...head, sections: [hero, metrics, excerpt] };

function compile(pieces: string[]): PageBlock[] {
  const compiler = pageCompiler("USD");
  return [...pieces.flatMap((piece) => compiler.read(piece)), ...compiler.end()];
}

const kinds = (blocks: PageBlock[]) =>
  blocks.map((block) => (block.type === "section" ? block.section.type : block.type));

describe("a page that is still being written", () => {
  test("yields its head and each section as soon as they are whole", () => {
    const compiler = pageCompiler("USD");
    const text = JSON.stringify(page);
    const afterHead = text.indexOf('"sections":[') + '"sections":['.length;
    const afterHero = afterHead + JSON.stringify(hero).length;
    expect(kinds(compiler.read(text.slice(0, afterHead)))).toEqual(["head"]);
    expect(kinds(compiler.read(text.slice(afterHead, afterHero - 1)))).toEqual([]);
    expect(kinds(compiler.read(text.slice(afterHero - 1, afterHero)))).toEqual(["hero"]);
    expect(kinds(compiler.read(text.slice(afterHero)))).toEqual(["metrics", "excerpt"]);
    expect(compiler.end()).toEqual([]);
  });

  test("reads the same however the text is cut", () => {
    const text = JSON.stringify(page, null, 1);
    const whole = compile([text]);
    expect(kinds(whole)).toEqual(["head", "hero", "metrics", "excerpt"]);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: text.length - 1 }), { maxLength: 40 }), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), text.length];
        const pieces = edges.slice(1).map((edge, index) => text.slice(edges[index], edge));
        expect(compile(pieces)).toEqual(whole);
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  test("passes over words and a code fence around the JSON", () => {
    expect(kinds(compile(["Here it is:\n```json\n", JSON.stringify(page), "\n```\n{not this}"]))).toEqual([
      "head",
      "hero",
      "metrics",
      "excerpt",
    ]);
  });

  test("holds sections back until a late head is there", () => {
    const { sections, ...rest } = page;
    expect(kinds(compile([JSON.stringify({ sections, ...rest })]))).toEqual([
      "head",
      "hero",
      "metrics",
      "excerpt",
    ]);
  });
});

describe("what is not valid", () => {
  test("is reported with its place, its text and the reason", () => {
    const bad = { ...metrics, metrics: [{ label: "Fee", value: "$4,500", detail: "" }] };
    const blocks = compile([JSON.stringify({ ...page, sections: [hero, bad, excerpt] })]);
    expect(kinds(blocks)).toEqual(["head", "hero", "invalid", "excerpt"]);
    expect(blocks[2]).toMatchObject({ part: 1, text: JSON.stringify(bad) });
    expect(blocks[2]).toHaveProperty("issues", [expect.stringContaining("metrics.0: a figure needs either")]);
  });

  test("names a section that the text ended in", () => {
    const text = JSON.stringify(page);
    const blocks = compile([text.slice(0, text.indexOf("The fee is"))]);
    expect(blocks.at(-1)).toMatchObject({
      type: "invalid",
      part: 2,
      issues: ["the text ended inside this section"],
    });
  });

  test("says so when the end of the page is missing", () => {
    const blocks = compile([JSON.stringify(page).slice(0, -2)]);
    expect(blocks.at(-1)).toMatchObject({ type: "invalid", part: 3, text: "" });
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "I would rather not."],
    ["a list", "[1, 2]"],
    ["a page without sections", JSON.stringify({ ...head, sections: [] })],
    ["words for sections", JSON.stringify({ ...head, sections: ["hero"] })],
    ["a head without a title", JSON.stringify({ ...page, title: "" })],
  ])("is never taken for a page: %s", (_, text) => {
    expect(kinds(compile([text]))).toContain("invalid");
  });

  test("never throws, whatever is written", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.json(), fc.constantFrom("{", "}", "[", "]", '"', "\\"))),
        (pieces) => {
          expect(Array.isArray(compile(pieces))).toBe(true);
        },
      ),
      { seed: 11, numRuns: 200 },
    );
  });
});

describe("a calculator", () => {
  const calculator = {
    type: "roi_calculator",
    heading: "Your return",
    intro: "",
    formula: "simple_payback",
    inputs: [{ id: "annual_saving", label: "", value: 2_000_000, source: 2, basis: null }],
  };

  test("gets its ranges from the formula and keeps a value beyond them", () => {
    const [, section] = compile([JSON.stringify({ ...head, sections: [calculator, hero] })]);
    expect(section).toMatchObject({
      section: {
        currency: "USD",
        inputs: [
          { id: "annual_saving", label: "Saving per year", value: 2_000_000, max: 2_000_000, source: 2 },
          { id: "annual_cost", basis: "assumption" },
          { id: "one_time_cost", basis: "assumption" },
          { id: "rollout_months", basis: "assumption" },
        ],
      },
    });
  });

  test("may not name an input that its formula does not have", () => {
    const inputs = [{ id: "trucks", label: "", value: 3, source: null, basis: "input" }];
    const blocks = compile([JSON.stringify({ ...head, sections: [{ ...calculator, inputs }, hero] })]);
    expect(blocks[1]).toHaveProperty("issues", [expect.stringContaining('has no input "trucks"')]);
  });
});
