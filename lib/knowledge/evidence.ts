import {
  type Coverage,
  coverageBy,
  type Mentions,
  type QuestionTerm,
  type TextWords,
  weighByRarity,
} from "./question-coverage.ts";
import type { PassageCandidate } from "./rank-passages.ts";

/** A passage's words, and those of what it says under each of its headings. */
export type PassageWords = { whole: TextWords; parts: TextWords[] };

type Read = {
  passages: readonly PassageWords[];
  terms: readonly QuestionTerm[];
  /** Of each candidate's parts. */
  mentions: readonly (readonly Mentions[])[];
  coverages: readonly Coverage[];
  embeddingModel: string;
};

/** One word in common can be chance ("the capital of France", "working capital"), two hardly. */
const chance = 0.2;
/** Of each half, as many as a turn asks for: who looks deeper gets the same verdict. */
const firstOfHalf = 30;
/** From here on a least similarity is a model's habit and not a likeness; of fewer passages the least tells nothing. */
const habitual = 0.5;
const fewestToTell = 10;

/**
 * That each candidate is about the question at all: what it covers of it, 0 to 1, by how rare the words are among the
 * first candidates, and how near it is, 0 to 1. `passages` and `coverages` are theirs, in order.
 */
export function evidenceOf(
  candidates: readonly PassageCandidate[],
  { passages, terms, mentions, coverages, embeddingModel }: Read,
): number[] {
  const first = passages.filter((_, index) => isFirst(candidates[index] as PassageCandidate));
  const rareTerms = weighByRarity(
    terms,
    first.map(({ whole }) => whole),
  );
  const floor = floorOf(candidates.filter(isFirst), embeddingModel);
  return candidates.map(({ similarity }, index) => {
    const near = Math.max(0, ((similarity ?? 0) - floor) / (1 - floor));
    const byChance = terms.length > 1 && (coverages[index]?.found ?? 0) < 2 ? chance : 0;
    return bestCoverage(rareTerms, mentions[index] ?? []).share + near - byChance;
  });
}

/** What the best of its parts covers: a question is answered under one heading. */
export function bestCoverage(terms: readonly QuestionTerm[], parts: readonly Mentions[]): Coverage {
  let best: Coverage = { share: 0, found: 0 };
  for (const mentions of parts) {
    const other = coverageBy(terms, mentions);
    if (other.share > best.share) best = other;
  }
  return best;
}

function isFirst({ lexicalRank, vectorRank }: PassageCandidate): boolean {
  return Math.min(lexicalRank ?? Infinity, vectorRank ?? Infinity) <= firstOfHalf;
}

/**
 * The cosine that nearness counts from, 0 to below 1: 0, or where a model gives all texts high ones, as far below the
 * least of them as the best stands above it. The local embedders' unrelated texts are near 0.
 */
function floorOf(candidates: readonly PassageCandidate[], model: string): number {
  const found = candidates.flatMap(({ similarity }) => (similarity === null ? [] : [similarity]));
  if (found.length < fewestToTell || model.startsWith("local-")) return 0;
  const least = Math.min(...found);
  const best = Math.max(...found);
  return least > habitual && best > least ? Math.max(0, 2 * least - best) : 0;
}
