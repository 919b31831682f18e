import { appraise } from "./appraise.ts";
import { annualCost, type Formula, groups, oneTimeCost, rolloutMonths } from "./formula.ts";

/** Any case whose yearly saving is already known. */
export const simplePayback: Formula = {
  id: "simple_payback",
  name: "Simple payback",
  words: [],
  explanation: "Saving per year less running cost per year, set against the one-time cost.",
  inputs: [
    {
      id: "annual_saving",
      label: "Saving per year",
      group: groups.effect,
      unit: "currency",
      min: 0,
      max: 1_000_000,
      step: 1000,
      value: 60_000,
      help: "What you would save or earn more.",
    },
    annualCost,
    oneTimeCost,
    rolloutMonths,
  ],
  compute: (value) =>
    appraise({
      annualSaving: value("annual_saving"),
      annualCost: value("annual_cost"),
      oneTimeCost: value("one_time_cost"),
      rolloutMonths: value("rollout_months"),
    }),
};
