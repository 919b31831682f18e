import type { Features } from "./features.ts";

/** One example to learn from: what it shows, and the number of its class. */
export type Sample = { features: Features; label: number; weight: number };

/** Gives one probability per class; they add up to 1. */
export type Classifier = (features: Features) => Float64Array;

export type TrainingPlan = { classes: number; epochs: number; rate: number; decay: number };

/**
 * Multinomial logistic regression on sparse features, by AdaGrad in a fixed shuffled order: the same
 * samples always give the same classifier. Cost is proportional to epochs × features × classes.
 * `decay` shrinks a feature's weights each time it is seen (L2).
 */
export function trainClassifier(samples: readonly Sample[], plan: TrainingPlan): Classifier {
  const { classes } = plan;
  const ids = new Map<string, number>();
  const rows = samples.map((sample) => toRow(sample.features, (name) => idOf(ids, name)));
  const weights = new Float32Array((ids.size + 1) * classes);
  const squares = new Float32Array(weights.length).fill(1e-3);
  const misses = new Float64Array(classes);

  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    for (const index of shuffled(samples.length, epoch + 1)) {
      const row = rows[index] as Row;
      const { label, weight } = samples[index] as Sample;
      predict(row, weights, misses);
      misses[label] = (misses[label] as number) - 1;
      for (let at = 0; at < classes; at++) {
        const miss = misses[at] as number;
        if (Math.abs(miss) < CLOSE_ENOUGH) continue;
        correct(row, at, weight * miss);
      }
    }
  }

  function correct(row: Row, at: number, miss: number): void {
    for (let position = 0; position < row.ids.length; position++) {
      const cell = (row.ids[position] as number) * classes + at;
      const weight = weights[cell] as number;
      const slope = miss * (row.values[position] as number) + plan.decay * weight;
      const square = (squares[cell] as number) + slope * slope;
      squares[cell] = square;
      weights[cell] = weight - (plan.rate * slope) / Math.sqrt(square);
    }
  }

  return (features) => {
    const result = new Float64Array(classes);
    predict(
      toRow(features, (name) => ids.get(name)),
      weights,
      result,
    );
    return result;
  };
}

const BIAS = 0.3;

/** A class whose probability is this close is left alone: most of the work after the first epochs. */
const CLOSE_ENOUGH = 0.02;

type Row = { ids: number[]; values: number[] };

/** Feature 0 is the bias. Rows have length 1, so that a long message weighs no more than a short one. */
function toRow(features: Features, identify: (name: string) => number | undefined): Row {
  const row: Row = { ids: [0], values: [BIAS] };
  let squares = 0;
  for (const amount of features.amounts) squares += amount * amount;
  const length = Math.sqrt(squares) || 1;
  features.names.forEach((name, index) => {
    const id = identify(name);
    if (id === undefined) return;
    row.ids.push(id);
    row.values.push((features.amounts[index] as number) / length);
  });
  return row;
}

function idOf(ids: Map<string, number>, name: string): number {
  const known = ids.get(name);
  if (known !== undefined) return known;
  ids.set(name, ids.size + 1);
  return ids.size;
}

function predict(row: Row, weights: Float32Array, into: Float64Array): void {
  const classes = into.length;
  into.fill(0);
  for (let position = 0; position < row.ids.length; position++) {
    const base = (row.ids[position] as number) * classes;
    const value = row.values[position] as number;
    for (let at = 0; at < classes; at++)
      into[at] = (into[at] as number) + value * (weights[base + at] as number);
  }
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of into) highest = Math.max(highest, score);
  let sum = 0;
  for (let at = 0; at < classes; at++) {
    into[at] = Math.exp((into[at] as number) - highest);
    sum += into[at] as number;
  }
  for (let at = 0; at < classes; at++) into[at] = (into[at] as number) / sum;
}

/** The numbers below `length` in an order that depends on `seed` alone. */
function shuffled(length: number, seed: number): Int32Array {
  const order = new Int32Array(length);
  for (let index = 0; index < length; index++) order[index] = index;
  let state = seed * 2654435761;
  for (let last = length - 1; last > 0; last--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 4294967296) * (last + 1));
    const kept = order[last] as number;
    order[last] = order[other] as number;
    order[other] = kept;
  }
  return order;
}
