/** A text to learn from: the names of its features, and which class it belongs to (undefined: to none). */
export type LearningExample = { features: readonly string[]; belongsTo: number | undefined };

/** For each feature one weight per class; the bias is what a text without any known feature scores. */
export type Weights = { bias: number; classCount: number; ofFeature: ReadonlyMap<string, Float64Array> };

/** A small workspace is gone through more often; a large one costs no more for it. */
const visits = 12_000;
const rounds = { fewest: 5, most: 20 };
/** A word that nobody uses at work is no proof against everybody. */
const mostAgainst = -1.2;
const learningRate = 0.5;
const shrinkage = 0.0004;
const bias = -2;
/** How much of its weight against one class a feature keeps that speaks for another. */
const rivalry = 0.1;

/**
 * Logistic regression, one class against the rest, by stochastic gradient descent with a step per
 * feature that shrinks with use (AdaGrad). The order is a fixed shuffle: the same examples give the same
 * weights. The bias is fixed, so that what nobody wrote about stays nobody's.
 */
export function learnWeights(examples: readonly LearningExample[], classCount: number): Weights {
  const offsets = new Map<string, number>();
  const prepared = examples.map(({ features, belongsTo }) => ({
    belongsTo,
    offsets: Int32Array.from(new Set(features), (name) => {
      const known = offsets.get(name);
      if (known !== undefined) return known;
      const offset = offsets.size * classCount;
      offsets.set(name, offset);
      return offset;
    }),
  }));
  const learned: Learned = {
    classCount,
    weights: new Float64Array(offsets.size * classCount),
    squaredGradients: new Float64Array(offsets.size * classCount).fill(1e-2),
  };
  const needed = Math.round(visits / prepared.length);
  for (let round = 0; round < Math.min(rounds.most, Math.max(rounds.fewest, needed)); round++) {
    for (const index of shuffledIndices(prepared.length, round)) {
      const example = prepared[index];
      if (example) learnFrom(example, learned);
    }
  }
  const ofFeature = new Map<string, Float64Array>();
  for (const [name, offset] of offsets) {
    ofFeature.set(name, forgiveRivals(name, learned.weights.subarray(offset, offset + classCount)));
  }
  return { bias, classCount, ofFeature };
}

/** The weights of all features in one row, `classCount` each. */
type Learned = {
  classCount: number;
  weights: Float64Array;
  squaredGradients: Float64Array;
};

function learnFrom(
  { belongsTo, offsets }: { belongsTo: number | undefined; offsets: Int32Array },
  { classCount, weights, squaredGradients }: Learned,
): void {
  for (let index = 0; index < classCount; index++) {
    let sum = bias;
    for (const offset of offsets) sum += weights[offset + index] ?? 0;
    const error = 1 / (1 + Math.exp(-sum)) - (belongsTo === index ? 1 : 0);
    for (const offset of offsets) {
      const weight = weights[offset + index] ?? 0;
      const gradient = error + shrinkage * weight;
      const squared = (squaredGradients[offset + index] ?? 0) + gradient * gradient;
      squaredGradients[offset + index] = squared;
      weights[offset + index] = weight - (learningRate * gradient) / Math.sqrt(squared);
    }
  }
}

/** Every index once, in an order that differs by round and never by run. */
function shuffledIndices(length: number, round: number): number[] {
  let stride = 7919 + 2 * round;
  while (greatestCommonDivisor(stride, length) !== 1) stride += 1;
  return Array.from({ length }, (_, step) => (step * stride + round * 31) % length);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/**
 * A text may belong to several classes: what speaks for one speaks little against another. Only what
 * speaks for none keeps its whole weight against.
 */
function forgiveRivals(name: string, weights: Float64Array): Float64Array {
  if (name.includes(" ")) return weights;
  if (Math.max(...weights) <= 0.1) return weights.map((weight) => Math.max(weight, mostAgainst));
  return weights.map((weight) => (weight < 0 ? weight * rivalry : weight));
}
