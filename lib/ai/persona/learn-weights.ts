/** A text to learn from: the names of its features, and which class it belongs to (undefined: to none). */
export type LearningExample = { features: readonly string[]; belongsTo: number | undefined };

/** For each feature one weight per class; the bias is what a text without any known feature scores. */
export type Weights = { bias: number; classCount: number; ofFeature: ReadonlyMap<string, Float64Array> };

const rounds = 12;
const learningRate = 0.35;
const shrinkage = 0.0004;
const bias = -2.2;
/** How much of its weight against one class a feature keeps that speaks for another. */
const rivalry = 0.25;

/**
 * Logistic regression, one class against the rest, by stochastic gradient descent with a step per
 * feature that shrinks with use (AdaGrad). The order is a fixed shuffle: the same examples give the same
 * weights. The bias is fixed, so that what nobody wrote about stays nobody's.
 */
export function learnWeights(examples: readonly LearningExample[], classCount: number): Weights {
  const ofFeature = new Map<string, Float64Array>();
  const squaredGradients = new Map<string, Float64Array>();
  for (const { features } of examples) {
    for (const name of features) {
      if (ofFeature.has(name)) continue;
      ofFeature.set(name, new Float64Array(classCount));
      squaredGradients.set(name, new Float64Array(classCount).fill(1e-2));
    }
  }
  const prepared = examples.map(({ features, belongsTo }) => ({
    belongsTo,
    slots: [...new Set(features)].map((name) => ({
      weights: ofFeature.get(name) ?? new Float64Array(classCount),
      gradients: squaredGradients.get(name) ?? new Float64Array(classCount),
    })),
  }));
  for (let round = 0; round < rounds; round++) {
    for (const example of shuffled(prepared, round)) learnFrom(example, classCount);
  }
  for (const weights of ofFeature.values()) forgiveRivals(weights);
  return { bias, classCount, ofFeature };
}

/**
 * A text may belong to several classes: what speaks for one does not speak against another. Only what
 * speaks for none keeps its weight against.
 */
function forgiveRivals(weights: Float64Array): void {
  const strongest = Math.max(...weights);
  if (strongest <= 0.1) return;
  weights.forEach((weight, index) => {
    if (weight < 0) weights[index] = weight * rivalry;
  });
}

type Prepared = { belongsTo: number | undefined; slots: { weights: Float64Array; gradients: Float64Array }[] };

function learnFrom({ belongsTo, slots }: Prepared, classCount: number): void {
  for (let index = 0; index < classCount; index++) {
    let sum = bias;
    for (const { weights } of slots) sum += weights[index] ?? 0;
    const error = 1 / (1 + Math.exp(-sum)) - (belongsTo === index ? 1 : 0);
    for (const { weights, gradients } of slots) {
      const weight = weights[index] ?? 0;
      const gradient = error + shrinkage * weight;
      const squared = (gradients[index] ?? 0) + gradient * gradient;
      gradients[index] = squared;
      weights[index] = weight - (learningRate * gradient) / Math.sqrt(squared);
    }
  }
}

/** Visits every item once, in an order that differs by round and never by run. */
function* shuffled<Item>(items: readonly Item[], round: number): Generator<Item> {
  const stride = strideCoprimeTo(items.length, round);
  for (let step = 0; step < items.length; step++) {
    const item = items[(step * stride + round * 31) % items.length];
    if (item !== undefined) yield item;
  }
}

function strideCoprimeTo(length: number, round: number): number {
  let stride = 7919 + 2 * round;
  while (greatestCommonDivisor(stride, length) !== 1) stride += 1;
  return stride;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
