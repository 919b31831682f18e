import type { Logger } from "pino";
import type { LoadedWorkspace } from "../ai/turn-deps.ts";
import type { Call } from "../db/call.ts";
import { knowsAnswer } from "../knowledge/knows-answer.ts";
import {
  judgeCandidates,
  type PassageCandidate,
  type RankedPassage,
  rankJudged,
} from "../knowledge/rank-passages.ts";
import { toVectorText } from "../knowledge/vector-text.ts";
import type { Embedder } from "../models/model.ts";
import { ModelError } from "../models/model-error.ts";

export type KnowledgeQuestion = {
  query: string;
  limit: number;
  /** 0 to 1 by persona id. */
  personaScores: Record<string, number>;
  /** Document ids or tags; undefined: every document. */
  sources: string[] | undefined;
};

export type FoundPassage = RankedPassage & {
  /** Cosine of question and passage, -1 to 1; null where only its words were found. */
  similarity: number | null;
  /** The tags that lifted the passage: for the visitor's persona, and for what the question is after. */
  liftedBy: { personas: string[]; intents: string[] };
};

export type FoundPassages = {
  /** The best, whether or not they are about the question. */
  passages: FoundPassage[];
  /** Whether they hold an answer; where not, a turn says that it does not know. */
  knows: boolean;
  /** What a turn would take the question to be after. */
  intent: { id: string; name: string };
  /** The question could not be embedded: passages were found by their words alone. */
  wordsOnly?: true;
};

type SearchDeps = { workspace: LoadedWorkspace; call: Call; embedder: Embedder; log: Logger };

/** As many of each kind (words, vectors) as a turn asks for, or more where more are to be shown. */
const fewestCandidates = 20;

/** Searches as a turn does, lifts included, and tells of each passage why it is there. Throws DatabaseError. */
export async function searchKnowledge(
  { query, limit, personaScores, sources }: KnowledgeQuestion,
  { workspace, call, embedder, log }: SearchDeps,
): Promise<FoundPassages> {
  const { intent } = workspace.routeIntent(query);
  const documentTags = intent.outcome.documentTags ?? [];
  const embedding = await embedQuestion(query, { embedder, log });
  const candidates = await call<PassageCandidate[]>("find_passages", {
    p_workspace: workspace.id,
    p_question: query,
    p_embedding: embedding ? toVectorText(embedding) : null,
    p_embedding_model: embedder.model,
    p_limit: Math.max(fewestCandidates, limit),
    p_sources: sources ?? null,
  });
  const similarities = new Map(candidates.map(({ passageId, similarity }) => [passageId, similarity]));
  const judged = judgeCandidates(candidates, { question: query, embeddingModel: embedder.model });
  const ranked = rankJudged(judged, { personaScores, documentTags, now: Date.now(), limit });
  return {
    knows: knowsAnswer(judged),
    passages: ranked.map((passage) => ({
      ...passage,
      similarity: similarities.get(passage.passageId) ?? null,
      liftedBy: {
        personas: passage.tags.filter((tag) => (personaScores[tag] ?? 0) > 0),
        intents: passage.tags.filter((tag) => documentTags.includes(tag)),
      },
    })),
    intent: { id: intent.id, name: intent.name },
    ...(!embedding && { wordsOnly: true }),
  };
}

/** How long a remote model may take; after that words alone have to do, as in a turn. */
const embeddingLimitMs = 5_000;

async function embedQuestion(
  query: string,
  { embedder, log }: Pick<SearchDeps, "embedder" | "log">,
): Promise<number[] | undefined> {
  const timeUp = AbortSignal.timeout(embeddingLimitMs);
  try {
    const [vector] = await embedder.embed([query], "question", timeUp);
    return vector;
  } catch (error) {
    if (!(error instanceof ModelError) && !timeUp.aborted) throw error;
    log.warn({ err: error, model: embedder.model }, "the question could not be embedded");
    return undefined;
  }
}
