/**
 * What vectors are worth beside words, whose best is worth 1. A model's vectors know what is meant; the local ones know
 * words, and words know more than they. Measured on questions that are not the sample company's (npm run eval).
 */
const ofModels = 1.2;
const ofLearned = 0.5;
const ofLocal = 0.35;
/** The local vectors are sums of words: of more than so many they tell what about everything, and weigh less the longer the question. */
const mostTermsSummed = 8;

/** `terms`: how many words of the question tell something. */
export function meaningWeight(embeddingModel: string, terms: number): number {
  if (!embeddingModel.startsWith("local-")) return ofModels;
  const weight = embeddingModel.includes("+") ? ofLearned : ofLocal;
  return weight * Math.min(1, mostTermsSummed / Math.max(1, terms));
}
