type Scored = { score: number; documentId: string };

/** Each further passage of a document that was taken already is worth this share of its score: others come first. */
const sameDocument = 0.4;

/** Takes the best, then lowers what is left of its document, and drops what says the same as a better one. */
export function spreadPassages<T extends Scored>(
  scored: readonly T[],
  { limit, saysTheSame }: { limit: number; saysTheSame: (one: T, better: T) => boolean },
): T[] {
  const taken: T[] = [];
  const shares = new Map<string, number>();
  const worth = ({ score, documentId }: T) => score * (shares.get(documentId) ?? 1);
  let left = scored;
  while (left.length > 0 && taken.length < limit) {
    const best = left.reduce((one, other) => (worth(other) > worth(one) ? other : one));
    const { documentId } = best;
    taken.push(best);
    shares.set(documentId, (shares.get(documentId) ?? 1) * sameDocument);
    left = left.filter((other) => other !== best && !saysTheSame(other, best));
  }
  return taken;
}
