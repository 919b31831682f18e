import type { Appraisal } from "./appraise.ts";
import { type Exact, exact } from "./exact.ts";
import type { Formula } from "./formula.ts";
import { deliveryRoi } from "./formula-delivery-roi.ts";
import { simplePayback } from "./formula-simple-payback.ts";
import { timeSaving } from "./formula-time-saving.ts";

/**
 * The arithmetic a page may use, by name. A page says which formula and with which inputs; the numbers
 * are computed here, on the server and beside the sliders alike, so that no model ever does sums.
 * The starting values are assumptions to be replaced by the visitor's own, and are shown as such.
 */
export const formulas: readonly Formula[] = [deliveryRoi, timeSaving, simplePayback];

/** For cases that no other formula fits. */
export const generalFormula = simplePayback;

export function findFormula(id: string): Formula | null {
  return formulas.find((formula) => formula.id === id) ?? null;
}

/**
 * The formula's results for these values, in the inputs' units; an input that is not given keeps the
 * library's starting value. Throws RangeError for values that are negative, not finite or over a trillion.
 */
export function computeFormula(formula: Formula, values: Record<string, number>): Appraisal {
  const known = new Map(formula.inputs.map(({ id, value }) => [id, notNegative(values[id] ?? value)]));
  return formula.compute((id) => {
    const value = known.get(id);
    if (!value) throw new RangeError(`the formula has no input ${id}`);
    return value;
  });
}

function notNegative(value: number): Exact {
  if (value < 0) throw new RangeError(`${value} is negative`);
  return exact(value);
}
