import type { Appraisal } from "./appraise.ts";
import { type Exact, product } from "./exact.ts";
import type { Unit } from "./page-spec.ts";

/** One number a formula needs, with the range of its slider and the assumption it starts from. */
export type FormulaInput = {
  id: string;
  label: string;
  group: string;
  unit: Unit;
  min: number;
  max: number;
  step: number;
  value: number;
  help: string;
  /** A table row whose label has all words of one set states this input. */
  rowWords?: string[][];
  /** "20 trucks" in a visitor's message is this input. */
  nouns?: string[];
};

export type Formula = {
  id: string;
  name: string;
  /** Words by which one recognises a text that this formula fits. */
  words: string[];
  /** The arithmetic in one or two sentences, for readers who check. */
  explanation: string;
  inputs: FormulaInput[];
  compute: (value: (inputId: string) => Exact) => Appraisal;
};

/** What inputs are shown together. */
export const groups = { operation: "Your operation", effect: "What changes", price: "What it costs" };

export const oneTimeCost: FormulaInput = {
  id: "one_time_cost",
  label: "One-time cost",
  group: groups.price,
  unit: "currency",
  min: 0,
  max: 500_000,
  step: 500,
  value: 20_000,
  help: "Implementation, training, own project time.",
  rowWords: [
    ["implementation", "fee"],
    ["one-time", "cost"],
  ],
};

export const rolloutMonths: FormulaInput = {
  id: "rollout_months",
  label: "Months until go-live",
  group: groups.price,
  unit: "months",
  min: 0,
  max: 18,
  step: 1,
  value: 3,
  help: "Cost runs from the contract, savings from go-live.",
};

export const annualCost: FormulaInput = {
  id: "annual_cost",
  label: "Running cost per year",
  group: groups.price,
  unit: "currency",
  min: 0,
  max: 500_000,
  step: 500,
  value: 24_000,
  help: "Subscription, support, upkeep.",
  rowWords: [
    ["subscription", "year"],
    ["running", "cost"],
  ],
};

export function share(percent: Exact): Exact {
  return product(percent, { top: 1n, bottom: 100n });
}
