import { termsOf } from "../knowledge/question-coverage.ts";
import { synonymGroupOf } from "../knowledge/synonyms.ts";
import { toVectorText } from "../knowledge/vector-text.ts";
import type { OpenTurn, Reply } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";
import { whyUnanswered } from "./unanswered.ts";

/** Cosine from which two questions are taken to ask the same: a wrong yes shows operators one wording too many. */
const leastSimilarity = 0.8;

/** What record_gap (supabase/routines) keeps of a question that was not answered. */
export type GapRecord = {
  question: string;
  key: string;
  why: string;
  nearest: object | null;
  embedding: string | null;
  embeddingModel: string;
  leastSimilarity: number;
};

/** What the turn's last database call is to note for the operators; null where the turn answered. */
export function gapOf(
  open: OpenTurn,
  reply: Reply,
  { embedder }: Pick<TurnDeps, "embedder">,
): GapRecord | null {
  const why = whyUnanswered(open, reply);
  // A question of common words alone ("and then?") is about what was said before.
  if (!why || gapKey(open.message) === "") return null;
  return gapRecord(
    { question: open.message, why, nearest: nearestOf(open) },
    { vector: open.embedding, model: embedder.model },
  );
}

/** A question with what it is gathered with others by. */
export function gapRecord(
  { question, why, nearest }: { question: string; why: string; nearest: object | null },
  { vector, model }: { vector: number[] | undefined; model: string },
): GapRecord {
  return {
    ...{ question, why, nearest, leastSimilarity },
    key: gapKey(question),
    embedding: vector ? toVectorText(vector) : null,
    embeddingModel: model,
  };
}

/** A question's telling words, each in one form, synonyms as one, in the alphabet's order. */
function gapKey(question: string): string {
  const words = termsOf(question).map(({ stem }) => synonymGroupOf(stem)?.toString() ?? stem);
  return [...new Set(words)].sort().join(" ");
}

function nearestOf({ passages, nearest }: OpenTurn): object | null {
  const [best] = passages;
  if (best) {
    const { documentId, passageId, title, content } = best;
    return { documentId, passageId, title, excerpt: content.slice(0, 240).replace(/\p{Surrogate}$/u, "") };
  }
  if (!nearest) return null;
  const { documentId, passageId, title, excerpt } = nearest;
  return { documentId, passageId, title, excerpt };
}
