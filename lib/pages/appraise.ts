import { difference, type Exact, exact, isPositive, product, quotient, rounded, sum } from "./exact.ts";
import type { Unit } from "./page-spec.ts";

/** A computed number: `value` is null when it cannot be said (a payback that never comes). `how` is its arithmetic in words. */
export type Result = { id: string; label: string; unit: Unit; value: number | null; how: string };

/** What a formula gives. `cumulative[m]` is the money gained or still missing m months after the contract starts. */
export type Appraisal = { results: Result[]; cumulative: number[] };

/** Money is per year except `oneTimeCost`. Saving begins after the rollout, cost with the contract. */
export type Money = { annualSaving: Exact; annualCost: Exact; oneTimeCost: Exact; rolloutMonths: Exact };

const horizonMonths = 36;

/**
 * Judges a yearly saving against what it costs, by the definitions of any textbook of corporate finance
 * (Brealey, Myers and Allen, Principles of Corporate Finance, on payback; return on investment as net
 * benefit over all cost of the period; break-even as all cost over all expected savings). Nothing is
 * discounted: the horizon is three years and a reader can check every line with a pocket calculator.
 */
export function appraise(money: Money): Appraisal {
  return {
    results: [...yearlyResults(money), ...horizonResults(money)],
    cumulative: Array.from({ length: horizonMonths + 1 }, (_, month) =>
      rounded(difference(savingUntil(money, month), costUntil(money, month)), 2),
    ),
  };
}

function yearlyResults({ annualSaving, annualCost, oneTimeCost }: Money): Result[] {
  const net = difference(annualSaving, annualCost);
  return [
    currency("annual_saving", "Saving per year", annualSaving, "All savings of a full year added up."),
    currency(
      "annual_cost",
      "Running cost per year",
      annualCost,
      "What is paid every year, without the one-time cost.",
    ),
    currency("net_per_year", "Net benefit per year", net, "Saving per year less running cost per year."),
    {
      id: "payback_months",
      label: "Payback after go-live",
      unit: "months",
      value: paybackMonths(oneTimeCost, net),
      how: "One-time cost divided by the net benefit of a month.",
    },
  ];
}

function horizonResults(money: Money): Result[] {
  const cost = costUntil(money, horizonMonths);
  const saving = savingUntil(money, horizonMonths);
  const net = difference(saving, cost);
  return [
    currency(
      "net_36_months",
      "Net benefit over 36 months",
      net,
      "Savings from go-live to month 36 less all cost of the 36 months.",
    ),
    {
      id: "roi_36_months",
      label: "Return over 36 months",
      unit: "percent",
      value: percent(net, cost),
      how: "Net benefit of the 36 months divided by all their cost.",
    },
    {
      id: "break_even_share",
      label: "Share of the saving that must come true",
      unit: "percent",
      value: percent(cost, saving),
      how: "All cost of the 36 months divided by the expected savings.",
    },
  ];
}

function currency(id: string, label: string, value: Exact, how: string): Result {
  return { id, label, unit: "currency", value: rounded(value, 2), how };
}

function percent(part: Exact, whole: Exact): number | null {
  const share = quotient(part, whole);
  return share && rounded(product(share, exact(100)), 1);
}

function costUntil({ annualCost, oneTimeCost }: Money, month: number): Exact {
  return sum(product(annualCost, { top: BigInt(month), bottom: 12n }), oneTimeCost);
}

function savingUntil({ annualSaving, rolloutMonths }: Money, month: number): Exact {
  const monthsInUse = difference(exact(month), rolloutMonths);
  if (!isPositive(monthsInUse)) return exact(0);
  return product(annualSaving, monthsInUse, { top: 1n, bottom: 12n });
}

function paybackMonths(oneTimeCost: Exact, netPerYear: Exact): number | null {
  if (!isPositive(netPerYear)) return null;
  const months = quotient(product(oneTimeCost, exact(12)), netPerYear);
  return months && rounded(months, 1);
}
