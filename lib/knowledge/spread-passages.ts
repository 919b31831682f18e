type Scored = { passage: { score: number; documentId: string } };

/** Each further passage of a document that was taken already is worth this share of its score: others come first. */
const sameDocument = 0.4;

/** Takes the best, then lowers what is left of its document, and drops what says the same as a better one. */
export function spreadPassages<T extends Scored>(
  scored: readonly T[],
  { limit, saysTheSame }: { limit: number; saysTheSame: (one: T, better: T) => boolean },
): T[] {
  const taken: T[] = [];
  const takenOf = new Map<string, number>();
  let left = scored;
  while (left.length > 0 && taken.length < limit) {
    const worth = ({ passage }: T) => passage.score * sameDocument ** (takenOf.get(passage.documentId) ?? 0);
    const best = left.reduce((one, other) => (worth(other) > worth(one) ? other : one));
    const { documentId } = best.passage;
    taken.push(best);
    takenOf.set(documentId, (takenOf.get(documentId) ?? 0) + 1);
    left = left.filter((other) => other !== best && !saysTheSame(other, best));
  }
  return taken;
}
