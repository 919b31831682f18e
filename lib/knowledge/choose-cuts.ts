import type { SplitUnit } from "./split-units.ts";

/** Tokens that a passage has at least, where its neighbours allow it, and at most. */
const leastTokens = 200;
export const mostTokens = 400;
/** Two texts may have a token or two more together than the sum of theirs. */
const slackTokens = 4;

/**
 * Where passages begin: the indexes of their first units. Of all ways to cut, the one that costs least by the prices
 * below; each unit is looked at together with the at most 400 tokens before it, so the time is linear.
 */
export function chooseCuts(units: readonly SplitUnit[]): number[] {
  if (units.length === 0) return [];
  const total = units.reduce((sum, { tokens }) => sum + tokens, 0);
  if (total <= mostTokens - slackTokens) return [0];

  // For each number of units from the front: the least cost of cutting them, and where the last passage then begins.
  const least = new Float64Array(units.length + 1).fill(Number.POSITIVE_INFINITY);
  const begins = new Int32Array(units.length + 1);
  least[0] = 0;
  for (let end = 1; end <= units.length; end += 1) {
    forEachEnding(units, end, (begin, cost) => {
      const whole = (least[begin] ?? 0) + cost;
      if (whole >= (least[end] ?? 0)) return;
      least[end] = whole;
      begins[end] = begin;
    });
  }
  const chosen: number[] = [];
  for (let end = units.length; end > 0; end = begins[end] ?? 0) chosen.push(begins[end] ?? 0);
  return chosen.reverse();
}

/** A passage below `leastTokens` costs this, and as much again when it is next to nothing. */
const shortCost = 3;
/** A section that begins inside a passage: under the same headings, or after leaving those of the beginning. */
const siblingCost = 0.3;
const strangerCost = 3.5;
/** Of two ways that cost the same, the one with passages of like sizes. */
const unevenCost = 0.05;

/** Every passage that may end before the unit `end`, with what it costs. */
function forEachEnding(
  units: readonly SplitUnit[],
  end: number,
  visit: (begin: number, cost: number) => void,
): void {
  let tokens = 0;
  let sections = 0;
  let outermost = Number.POSITIVE_INFINITY;
  for (let begin = end - 1; begin >= 0; begin -= 1) {
    const unit = units[begin];
    if (!unit) return;
    tokens += unit.tokens;
    const isOne = begin === end - 1;
    if (tokens > mostTokens - slackTokens && !isOne) return;
    const size = tokens + unit.contextTokens;
    if (size <= mostTokens - slackTokens || isOne) {
      const strangers = outermost < unit.depth ? strangerCost : 0;
      visit(begin, unit.cutCost + sizeCost(size) + sections * siblingCost + strangers);
    }
    if (!unit.opensSection) continue;
    sections += 1;
    outermost = Math.min(outermost, unit.depth);
  }
}

function sizeCost(tokens: number): number {
  const middle = (leastTokens + mostTokens) / 2;
  const uneven = unevenCost * ((tokens - middle) / 100) ** 2;
  if (tokens >= leastTokens) return uneven;
  return shortCost + (shortCost * (leastTokens - tokens)) / leastTokens;
}
