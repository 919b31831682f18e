/** A part of a vector: its numbers of any length, and its share of the similarity of two texts. */
export type VectorPart = { values: ArrayLike<number>; share: number };

/**
 * Parts put side by side as one unit vector, so that the cosine of two such vectors is the sum of their parts'
 * cosines, each by its share. A part that is all zero (a text of which it knows no word) leaves its share to the
 * others.
 */
export function joinParts(parts: readonly VectorPart[]): number[] {
  const joined: number[] = [];
  for (const { values, share } of parts) {
    const scale = Math.sqrt(share) / (lengthOf(values) || 1);
    for (let at = 0; at < values.length; at += 1) joined.push((values[at] as number) * scale);
  }
  const length = lengthOf(joined);
  // A text of grammar alone has no direction; it points where no feature does by more than chance.
  if (length === 0) return joined.fill(1 / Math.sqrt(joined.length));
  return joined.map((value) => value / length);
}

function lengthOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += (values[at] as number) ** 2;
  return Math.sqrt(sum);
}
