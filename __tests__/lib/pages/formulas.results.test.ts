import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { exact, product, quotient, rounded, sum } from "../../../lib/pages/exact.ts";
import type { Formula } from "../../../lib/pages/formula.ts";
import { computeFormula, findFormula, formulas } from "../../../lib/pages/formulas.ts";

const runs = { seed: 20261121, numRuns: 200 };

function need(id: string): Formula {
  const formula = findFormula(id);
  if (!formula) throw new Error(`no formula ${id}`);
  return formula;
}

function resultOf(formula: Formula, values: Record<string, number>, resultId: string): number | null {
  const result = computeFormula(formula, values).results.find(({ id }) => id === resultId);
  if (!result) throw new Error(`no result ${resultId}`);
  return result.value;
}

/** Values within every slider's range, on cents. */
const valuesFor = (formula: Formula) =>
  fc.record(
    Object.fromEntries(
      formula.inputs.map(({ id, min, max }) => [
        id,
        fc.integer({ min: min * 100, max: max * 100 }).map((hundredths) => hundredths / 100),
      ]),
    ),
  );

describe("the delivery formula", () => {
  const twentyTrucks = {
    trucks: 20,
    delivery_days: 250,
    miles_per_truck_day: 85,
    cost_per_mile: 1.1,
    hourly_cost: 38,
    mileage_reduction: 8,
    hours_saved: 0.4,
    share_realized: 50,
    other_savings: 42_900,
    price_per_truck: 185,
    users: 12,
    price_per_user: 45,
    one_time_cost: 42_000,
    rollout_months: 3,
  };

  test("gives the results of an example worked out by hand", () => {
    const { results } = computeFormula(need("delivery_roi"), twentyTrucks);
    expect(Object.fromEntries(results.map(({ id, value }) => [id, value]))).toEqual({
      annual_saving: 118_300,
      annual_cost: 50_880,
      net_per_year: 67_420,
      payback_months: 7.5,
      net_36_months: 130_685,
      roi_36_months: 67.1,
      break_even_share: 59.8,
    });
  });

  test("pays in advance and earns only after go-live", () => {
    const { cumulative } = computeFormula(need("delivery_roi"), twentyTrucks);
    expect(cumulative).toHaveLength(37);
    expect(cumulative.slice(0, 4)).toEqual([-42_000, -46_240, -50_480, -54_720]);
    expect(cumulative[12]).toBe(-4155);
    expect(cumulative[36]).toBe(130_685);
  });

  test("says that a saving below the running cost is never paid back", () => {
    const values = { ...twentyTrucks, mileage_reduction: 0, other_savings: 0, hours_saved: 0 };
    expect(resultOf(need("delivery_roi"), values, "payback_months")).toBeNull();
    expect(resultOf(need("delivery_roi"), values, "break_even_share")).toBeNull();
    expect(resultOf(need("delivery_roi"), values, "roi_36_months")).toBe(-100);
  });
});

test("an investment that costs nothing once is paid back at once", () => {
  const values = { annual_saving: 1000, annual_cost: 400, one_time_cost: 0, rollout_months: 0 };
  expect(resultOf(need("simple_payback"), values, "payback_months")).toBe(0);
});

test("hours that are not realized are not counted", () => {
  const values = { people: 10, working_weeks: 48, hours_saved: 2, share_realized: 50, hourly_cost: 35 };
  expect(resultOf(need("time_saving"), values, "annual_saving")).toBe(16_800);
});

describe.each(formulas.map((formula) => [formula.id, formula] as const))("%s", (_, formula) => {
  test("starts from values inside the sliders' ranges", () => {
    for (const { min, max, value, step } of formula.inputs) {
      expect(value).toBeGreaterThanOrEqual(min);
      expect(value).toBeLessThanOrEqual(max);
      expect(step).toBeGreaterThan(0);
    }
  });

  test("never gives a number that is not one", () => {
    fc.assert(
      fc.property(valuesFor(formula), (values) => {
        const { results, cumulative } = computeFormula(formula, values);
        for (const { value } of results) expect(value === null || Number.isFinite(value)).toBe(true);
        expect(cumulative.every(Number.isFinite)).toBe(true);
      }),
      runs,
    );
  });

  test("takes nothing for every input and says what can be said", () => {
    const zeros = Object.fromEntries(formula.inputs.map(({ id }) => [id, 0]));
    const values = Object.fromEntries(computeFormula(formula, zeros).results.map((r) => [r.id, r.value]));
    expect(values).toMatchObject({
      annual_saving: 0,
      annual_cost: 0,
      payback_months: null,
      roi_36_months: null,
    });
  });

  test("gains no more when the one-time cost rises", () => {
    fc.assert(
      fc.property(valuesFor(formula), fc.integer({ min: 0, max: 100_000 }), (values, more) => {
        const dearer = { ...values, one_time_cost: (values.one_time_cost ?? 0) + more };
        const before = resultOf(formula, values, "net_36_months");
        const after = resultOf(formula, dearer, "net_36_months");
        expect(Number(before) - Number(after)).toBeCloseTo(more, 1);
      }),
      runs,
    );
  });

  test("refuses values that are no amounts", () => {
    const id = formula.inputs[0]?.id ?? "";
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, -1, 1e13]) {
      expect(() => computeFormula(formula, { [id]: bad })).toThrow(RangeError);
    }
  });
});

test("the saving grows with everything it is made of", () => {
  const formula = need("delivery_roi");
  const makers = [
    "trucks",
    "delivery_days",
    "miles_per_truck_day",
    "cost_per_mile",
    "hourly_cost",
    "hours_saved",
  ];
  fc.assert(
    fc.property(
      valuesFor(formula),
      fc.constantFrom(...makers),
      fc.integer({ min: 1, max: 50 }),
      (values, id, more) => {
        const larger = { ...values, [id]: (values[id] ?? 0) + more };
        expect(Number(resultOf(formula, larger, "annual_saving"))).toBeGreaterThanOrEqual(
          Number(resultOf(formula, values, "annual_saving")),
        );
      },
    ),
    runs,
  );
});

describe("exact arithmetic", () => {
  test("adds tenths to what a pocket calculator shows", () => {
    expect(rounded(sum(exact(0.1), exact(0.2)), 6)).toBe(0.3);
    expect(rounded(product(exact(1.005), exact(1)), 2)).toBe(1.01);
    expect(rounded(exact(-2.5), 0)).toBe(-3);
  });

  test("multiplies and divides back to where it began", () => {
    const amount = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 100);
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        fc.pre(b !== 0);
        const back = quotient(product(exact(a), exact(b)), exact(b));
        expect(back && rounded(back, 2)).toBe(a === 0 ? 0 : a);
      }),
      runs,
    );
  });
});
