import { isFunctionWord, type Word } from "../text/words.ts";
import type { Clause } from "./clauses.ts";

/** What was seen, and how much of each: two lists of one length. */
export type Features = { names: string[]; amounts: number[] };

/**
 * How much each kind of feature weighs before learning. Chosen by five-fold cross-validation over
 * the examples of the seeded workspace, where the plateau is wide.
 */
const AMOUNT = { subject: 1, functionWord: 0.8, pair: 0.7, gap: 0.5, opening: 0.8, shape: 0.8 };

/** A negation reaches this many words to its right. */
const REACH = 4;
const NEGATIONS = new Set(["not", "never", "no", "without", "nobody", "nothing"]);

/**
 * What a clause shows: its stems, pairs of them (next to each other, and with one between), how it
 * begins and ends, what is negated, whether it asks, and how long it is. `stems` are the clause's
 * words in order, stemmed.
 */
export function readFeatures(clause: Clause, stems: readonly Word[]): Features {
  const features: Features = { names: [], amounts: [] };
  let reach = 0;
  let beforeLast: Word | undefined;
  let last: Word | undefined;
  for (const stem of stems) {
    const amount = isFunctionWord(stem) ? AMOUNT.functionWord : AMOUNT.subject;
    add(features, `word:${stem}`, amount);
    if (last === undefined) add(features, `first:${stem}`, AMOUNT.opening);
    else add(features, `pair:${last} ${stem}`, AMOUNT.pair);
    if (beforeLast !== undefined) add(features, `gap:${beforeLast} ${stem}`, AMOUNT.gap);
    if (reach > 0 && !NEGATIONS.has(stem)) add(features, `not:${stem}`, amount);
    reach = NEGATIONS.has(stem) ? REACH : reach - 1;
    beforeLast = last;
    last = stem;
  }
  if (stems.length > 1) add(features, `opening:${stems[0]} ${stems[1]}`, AMOUNT.opening);
  add(features, `last:${last}`, AMOUNT.shape);
  add(features, clause.isQuestion ? "shape:question" : "shape:statement", AMOUNT.shape);
  add(features, `shape:length-${Math.min(5, Math.ceil(Math.log2(stems.length + 1)))}`, AMOUNT.shape);
  return features;
}

export function add(features: Features, name: string, amount: number): void {
  features.names.push(name);
  features.amounts.push(amount);
}
