import type { Clause } from "./clauses.ts";
import { kindredOf } from "./kindred-words.ts";
import { isFunctionWord, type Word } from "./words.ts";

/** What was seen, and how much of each: two lists of one length. */
export type Features = { names: string[]; amounts: number[] };

/**
 * How much each kind of feature weighs before learning. Chosen by five-fold cross-validation over
 * the examples of the seeded workspace, where the plateau is wide.
 */
const AMOUNT = {
  subject: 1,
  functionWord: 0.8,
  pair: 0.7,
  gap: 0.5,
  matter: 1,
  opening: 0.8,
  shape: 0.8,
};

/** A negation reaches this many words to its right. */
const REACH = 4;
const NEGATIONS = new Set(["not", "never", "no", "without", "nobody", "nothing"]);

/** A clause's words in order, stemmed; and the same with `?` for those that learning must not know. */
export type Stems = { said: readonly Word[]; learnt: readonly Word[] };

/**
 * What a clause shows: its stems, pairs of them (next to each other, and with one between), the
 * matters they speak of, how it begins and ends, what is negated, whether it asks, and how long it is.
 */
export function readFeatures(clause: Clause, { said, learnt }: Stems): Features {
  const features: Features = { names: [], amounts: [] };
  let reach = 0;
  learnt.forEach((stem, at) => {
    const amount = isFunctionWord(stem) ? AMOUNT.functionWord : AMOUNT.subject;
    add(features, `word:${stem}`, amount);
    for (const matter of kindredOf(said[at] as Word)) add(features, `matter:${matter}`, AMOUNT.matter);
    if (at > 0) add(features, `pair:${learnt[at - 1]} ${stem}`, AMOUNT.pair);
    if (at > 1) add(features, `gap:${learnt[at - 2]} ${stem}`, AMOUNT.gap);
    if (reach > 0 && !NEGATIONS.has(stem)) add(features, `not:${stem}`, amount);
    reach = NEGATIONS.has(stem) ? REACH : reach - 1;
  });
  add(features, `first:${learnt[0]}`, AMOUNT.opening);
  if (learnt.length > 1) add(features, `opening:${learnt[0]} ${learnt[1]}`, AMOUNT.opening);
  add(features, `last:${learnt.at(-1)}`, AMOUNT.shape);
  add(features, clause.isQuestion ? "shape:question" : "shape:statement", AMOUNT.shape);
  add(features, `shape:length-${Math.min(5, Math.ceil(Math.log2(learnt.length + 1)))}`, AMOUNT.shape);
  return features;
}

export function add(features: Features, name: string, amount: number): void {
  features.names.push(name);
  features.amounts.push(amount);
}
