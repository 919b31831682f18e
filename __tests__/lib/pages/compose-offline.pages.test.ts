import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { composeOffline } from "../../../lib/pages/compose-offline.ts";
import type { PageOrder } from "../../../lib/pages/page-prompt.ts";
import { type PagePassage, sourceNumbers } from "../../../lib/pages/page-sources.ts";
import { type PageSection, pageSchema, pageTypes, type SectionOf } from "../../../lib/pages/page-spec.ts";
import { plainText, sentencesOf } from "../../../lib/pages/sentences.ts";
import { testWorkspace } from "../../support/page-workspace.ts";

const knowledge = new URL("../../../supabase/seed/bevgenie/knowledge/", import.meta.url);

/** A seed document cut at its headings, as the knowledge base does it. */
function passagesOf(file: string): PagePassage[] {
  const text = readFileSync(new URL(file, knowledge), "utf8");
  const title = /^title: (.*)$/m.exec(text)?.[1] ?? "";
  const body = text.indexOf("\n---\n") + 5;
  return text
    .slice(body)
    .split(/^(?=## )/m)
    .map((content) => ({
      passageId: `${file}#${text.indexOf(content)}`,
      documentId: file,
      title,
      headingPath: [/^## (.*)$/m.exec(content)?.[1] ?? title],
      content: content.trim(),
      start: text.indexOf(content),
      end: text.indexOf(content) + content.trim().length,
      score: 1,
    }));
}

function order(message: string, pageType: PageOrder["pageType"], passages: PagePassage[]): PageOrder {
  return { message, pageType, personaScores: {}, guidance: undefined, passages, workspace: testWorkspace };
}

const kinds = (sections: PageSection[]) => sections.map(({ type }) => type);

function only<Type extends PageSection["type"]>(sections: PageSection[], type: Type): SectionOf<Type> {
  const found = sections.find((section) => section.type === type);
  if (!found) throw new Error(`no ${type} among ${kinds(sections).join(", ")}`);
  return found as SectionOf<Type>;
}

const prices = passagesOf("product-editions-and-prices.md");
const example = passagesOf("roi-worked-example-20-trucks.md");
const rollout = passagesOf("rollout-plan.md");
const questions = passagesOf("frequently-asked-questions.md");
const everything = [...prices, ...example, ...rollout, ...questions];

describe("a page from the passages alone", () => {
  test.each(pageTypes)("is a valid page whose every figure has an origin: %s", (pageType) => {
    const page = composeOffline(
      order("What does it cost and return for 20 trucks?", pageType, everything.slice(0, 18)),
    );
    expect(pageSchema.safeParse(page).error).toBeUndefined();
    expect(kinds(page.sections).length).toBeGreaterThanOrEqual(4);
    const numbers = page.sources.map(({ n }) => n);
    for (const n of page.sections.flatMap(sourceNumbers)) expect(numbers).toContain(n);
  });

  test("says nothing that its sources do not say word for word", () => {
    const passages = everything.slice(0, 18);
    for (const pageType of pageTypes) {
      const { sections } = composeOffline(order("prices and rollout", pageType, passages));
      const said = sections.flatMap((section): [string, number | undefined][] => {
        if (section.type === "hero") return [[section.standfirst, section.sources[0]]];
        if (section.type === "excerpt") return [[section.quote, section.source]];
        if (section.type === "metrics") return section.metrics.map(({ detail, source }) => [detail, source]);
        if (section.type === "faq") return section.items.map(({ answer, sources }) => [answer, sources[0]]);
        return [];
      });
      for (const [words, n] of said) {
        const source = plainText(passages[Number(n) - 1]?.content ?? "");
        for (const sentence of sentencesOf(words)) expect(source).toContain(sentence);
      }
    }
  });

  test("shows a price list as a table that can be scanned", () => {
    const { sections } = composeOffline(
      order("Compare the editions and prices at a glance", "comparison", prices),
    );
    expect(only(sections, "comparison_table")).toMatchObject({
      heading: "Prices at a glance",
      columns: ["Essentials", "Professional", "Enterprise"],
      rows: expect.arrayContaining([
        {
          label: "Implementation fee, once",
          cells: [{ text: "$9,000" }, { text: "$24,000" }, { text: "$48,000" }].map(expect.objectContaining),
        },
      ]),
    });
  });

  test("shows a plan by week as steps", () => {
    const { sections } = composeOffline(order("The plan week by week", "implementation_plan", rollout));
    const { steps } = only(sections, "steps");
    expect(steps[0]?.title).toBe("Weeks 1 to 2: Discover");
    expect(steps.at(-1)?.title).toBe("Week 12: Handover");
  });

  test("answers questions with the sentences under them", () => {
    const { sections } = composeOffline(order("Frequently asked questions", "faq", questions));
    const { items } = only(sections, "faq");
    expect(items.every(({ question }) => question.endsWith("?"))).toBe(true);
    expect(items.length).toBeGreaterThanOrEqual(4);
  });
});

describe("its calculator", () => {
  const inputOf = (message: string, passages: PagePassage[], id: string) => {
    const { sections } = composeOffline(order(message, "roi_calculator", passages));
    return only(sections, "roi_calculator").inputs.find((input) => input.id === id);
  };

  test("starts from what the visitor wrote", () => {
    expect(inputOf("ROI for 35 delivery trucks and 14 sales reps", example, "trucks")).toMatchObject({
      value: 35,
      basis: "input",
    });
    expect(inputOf("ROI for 35 delivery trucks and 14 sales reps", example, "users")).toMatchObject({
      value: 14,
      basis: "input",
    });
  });

  test("takes a value from a table of a passage, and names the source", () => {
    const miles = inputOf("ROI of delivery", example, "miles_per_truck_day");
    expect(miles).toMatchObject({ value: 85 });
    expect(example[Number(miles?.source) - 1]?.content).toContain("| Miles per truck day | 85 |");
  });

  test("takes the column that the visitor named", () => {
    expect(inputOf("ROI of Professional for our trucks", prices, "price_per_truck")).toMatchObject({
      value: 185,
    });
    expect(inputOf("ROI of Enterprise for our trucks", prices, "price_per_truck")).toMatchObject({
      value: 260,
    });
  });

  test("marks what nobody stated as an assumption", () => {
    expect(inputOf("ROI of delivery", prices, "delivery_days")).toMatchObject({
      value: 250,
      basis: "assumption",
    });
  });
});

describe("with nothing to stand on", () => {
  test("the page says so and offers questions", () => {
    const page = composeOffline(order("Do you sell tractors?", "solution_overview", []));
    expect(kinds(page.sections)).toEqual(["hero", "call_to_action"]);
    expect(page.title).toBe("Not in the knowledge base yet");
    expect(only(page.sections, "call_to_action").actions).toContainEqual({
      action: "ask",
      question: testWorkspace.starters[0],
    });
  });

  test("the arithmetic still works, from assumptions", () => {
    const { sections } = composeOffline(order("Show me the return", "roi_calculator", []));
    expect(only(sections, "roi_calculator").inputs.every(({ basis }) => basis === "assumption")).toBe(true);
  });

  test("any passage whatsoever makes a valid page", () => {
    const markdown = fc
      .array(
        fc.oneof(
          fc.string(),
          fc.constantFrom(
            "# Heading",
            "## What?",
            "| a | b |",
            "|---|---|",
            "| $1 | 2% |",
            "1. One",
            "- Two",
            "```",
            "A whole sentence of 30 miles that stands alone.",
          ),
        ),
        { maxLength: 20 },
      )
      .map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(
        fc.array(markdown, { maxLength: 4 }),
        fc.constantFrom(...pageTypes),
        (contents, pageType) => {
          const passages = contents.map((content, index) => ({
            ...{
              passageId: `p${index}`,
              documentId: "d",
              title: "Title",
              headingPath: [],
              content,
              start: 0,
              score: 1,
            },
            end: content.length,
          }));
          const page = composeOffline(order("How many miles?", pageType, passages));
          expect(pageSchema.safeParse(page).error).toBeUndefined();
        },
      ),
      { seed: 3, numRuns: 150 },
    );
  });
});

test("a page is written for the persona that the visitor's words speak for", () => {
  const to = (personaScores: Record<string, number>) =>
    composeOffline({ ...order("prices", "comparison", prices), personaScores }).audience;
  expect(to({ owner: 0.3, driver: 0.2 })).toBe("Owner");
  expect(to({ owner: 0.1 })).toBe("Anyone looking into Example");
});
