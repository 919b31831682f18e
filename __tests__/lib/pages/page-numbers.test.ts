import { describe, expect, test } from "@jest/globals";
import { choosePageType } from "../../../lib/pages/choose-page-type.ts";
import { formatFigure, readNumber } from "../../../lib/pages/format-figure.ts";
import { findFormula } from "../../../lib/pages/formulas.ts";
import type { BevGeniePage } from "../../../lib/pages/page-spec.ts";
import { setInputs } from "../../../lib/pages/set-inputs.ts";

describe("the type of a page", () => {
  test.each([
    ["Show me ROI for beverage distributors", undefined, "roi_calculator"],
    ["Make a side by side of the two editions", "solution_overview", "comparison"],
    ["a roll-out plan please", undefined, "implementation_plan"],
    ["Show me something about the warehouse", "case_for_change", "case_for_change"],
    ["Show me something about the warehouse", "a_type_of_tomorrow", "solution_overview"],
  ])("%s (%s) is %s", (message, intended, expected) => {
    expect(choosePageType(message, intended)).toBe(expected);
  });
});

describe("a figure on the page", () => {
  const style = { locale: "en-US", currency: "USD" };

  test.each([
    [130_685, "currency", "$130,685"],
    [1.1, "currency", "$1.10"],
    [67.1, "percent", "67.1%"],
    [7.5, "months", "7.5 months"],
    [20, "count", "20"],
    [null, "months", "–"],
  ] as const)("%s in %s reads %s", (value, unit, words) => {
    expect(formatFigure(value, unit, style)).toBe(words);
  });

  test("is read back from what somebody types, in the locale's way", () => {
    expect(readNumber("$1,250.50", "en-US")).toBe(1250.5);
    expect(readNumber("1.250,50 €", "de-DE")).toBe(1250.5);
    expect(readNumber("many", "en-US")).toBeNull();
    expect(readNumber("1.2.3", "en-US")).toBeNull();
  });
});

describe("values that a visitor keeps", () => {
  const inputs = (findFormula("simple_payback")?.inputs ?? []).map(
    ({ id, label, group, unit, min, max, step, value, help }) => ({
      ...{ id, label, group, unit, min, max, step, value, help, source: 1 },
    }),
  );
  const calculator = {
    type: "roi_calculator" as const,
    heading: "h",
    intro: "",
    formula: "simple_payback",
    currency: "USD",
    inputs,
  };
  const page: BevGeniePage = {
    type: "roi_calculator",
    title: "t",
    summary: "s",
    audience: "a",
    sections: [calculator],
    sources: [],
  };

  test("are their own from then on, and no source's", () => {
    const [section] = setInputs(page, { annual_saving: 90_000 }).sections;
    expect(section).toMatchObject({
      inputs: [
        { value: 90_000, basis: "input", source: undefined },
        { source: 1 },
        { source: 1 },
        { source: 1 },
      ],
    });
  });

  test("must be inputs of the page, within their ranges", () => {
    expect(() => setInputs(page, { annual_saving: -1 })).toThrow("must be from 0");
    expect(() => setInputs(page, { trucks: 3 })).toThrow("no such input");
  });
});
