import type { Logger } from "pino";
import { passagesReranked } from "../ai/ask-order.ts";
import { answerAfterAll } from "../ai/open-turn.ts";
import type { LoadedWorkspace } from "../ai/turn-deps.ts";
import type { Call } from "../db/call.ts";
import { aboutQuestion, knowsAnswer } from "../knowledge/knows-answer.ts";
import {
  type JudgedCandidate,
  judgeCandidates,
  type PassageCandidate,
  type RankedPassage,
  rankJudged,
} from "../knowledge/rank-passages.ts";
import { reorderPassages } from "../knowledge/reorder-passages.ts";
import { spellOut } from "../knowledge/spell-out.ts";
import { toVectorText } from "../knowledge/vector-text.ts";
import type { Embedder } from "../models/model.ts";
import { ModelError } from "../models/model-error.ts";
import type { Intent } from "../workspace.ts";
import type { Reranker, Reranking } from "./rerank-search.ts";

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

/** What the assistant would do with the question. `sentence` is what it would say of itself. */
export type SearchVerdict =
  | { kind: "answers" | "knows_nothing" }
  | { kind: "turned_back" | "has_a_reply"; sentence: string };

export type FoundPassages = {
  /** The best, whether or not they are about the question. */
  passages: FoundPassage[];
  /** Whether they hold an answer; where not, a turn says that it does not know. */
  knows: boolean;
  verdict: SearchVerdict;
  /** What a turn would take the question to be after. */
  intent: { id: string; name: string };
  /** The question could not be embedded: passages were found by their words alone. */
  wordsOnly?: true;
  /** Absent where no model was asked for the order. */
  reranking?: Reranking;
};

export type SearchDeps = {
  workspace: LoadedWorkspace;
  call: Call;
  embedder: Embedder;
  /** No model is connected: an intent with a reply of its own gets that. Only the verdict asks for it. */
  isOffline?: boolean;
  /** Set: a model puts the best in order, as it does in a turn of a workspace that has that turned on. */
  rerank?: Reranker | undefined;
  log: Logger;
};

/** Of each kind (words, vectors); more than a turn asks for, since nobody waits for a first word here. */
const fewestCandidates = 100;

/** What a search depends on beside the documents and the embedder, as a run of judged questions keeps it. */
export type RunSettings = {
  candidates: number;
  language: string;
  workspaceVersion: number;
  /** `provider:model` that put passages in order; absent where none did. */
  rerankedBy?: string;
};

export function runSettings(
  { config, version }: LoadedWorkspace,
  rerankedBy: string | undefined,
): RunSettings {
  return {
    ...{ candidates: fewestCandidates, language: config.language, workspaceVersion: version },
    ...(rerankedBy !== undefined && { rerankedBy }),
  };
}

/** Searches as a turn does, lifts included, and tells of each passage why it is there. Throws DatabaseError. */
export async function searchKnowledge(
  { query, limit, personaScores, sources }: KnowledgeQuestion,
  { workspace, call, embedder, isOffline = false, rerank, log }: SearchDeps,
): Promise<FoundPassages> {
  const embedding = await embedQuestion(query, { embedder, log });
  const question = spellOut(query);
  const candidates = await call<PassageCandidate[]>("find_passages", {
    p_workspace: workspace.id,
    p_question: question,
    p_embedding: embedding ? toVectorText(embedding) : null,
    p_embedding_model: embedder.model,
    p_limit: Math.max(fewestCandidates, limit),
    p_sources: sources ?? null,
  });
  const similarities = new Map(candidates.map(({ passageId, similarity }) => [passageId, similarity]));
  const judged = judgeCandidates(candidates, { question, embeddingModel: embedder.model });
  const { intent } = answerAfterAll(workspace.routeIntent(query), judged);
  const documentTags = intent.outcome.documentTags ?? [];
  const knows = knowsAnswer(judged);
  const ranked = rankJudged(judged, {
    ...{ personaScores, documentTags, now: Date.now() },
    limit: rerank ? Math.max(limit, fewestCandidates) : limit,
  });
  const reranked =
    rerank && !intent.outcome.refusal ? await reorderAbout(ranked, { query, judged, rerank }) : undefined;
  return {
    knows,
    passages: (reranked?.passages ?? ranked).slice(0, limit).map((passage) => ({
      ...passage,
      similarity: similarities.get(passage.passageId) ?? null,
      liftedBy: {
        personas: passage.tags.filter((tag) => (personaScores[tag] ?? 0) > 0),
        intents: passage.tags.filter((tag) => documentTags.includes(tag)),
      },
    })),
    verdict: verdictOf(intent, { knows, isOffline }),
    intent: { id: intent.id, name: intent.name },
    ...(!embedding && { wordsOnly: true }),
    ...(reranked && { reranking: reranked.reranking }),
  };
}

/** A turn asks for the order of those that are about the question; here they change places among themselves. */
async function reorderAbout(
  ranked: RankedPassage[],
  { query, judged, rerank }: { query: string; judged: JudgedCandidate[]; rerank: Reranker },
): Promise<{ passages: RankedPassage[]; reranking: Reranking } | undefined> {
  const about = new Set(aboutQuestion(judged).map(({ candidate }) => candidate.passageId));
  const asked = ranked.filter(({ passageId }) => about.has(passageId)).slice(0, passagesReranked);
  if (asked.length < 2) return undefined;
  const { order, ...reranking } = await rerank({ question: spellOut(query), passages: asked });
  if (!order) return { passages: ranked, reranking };
  const isAsked = new Set(asked);
  const reordered = reorderPassages(asked, order).values();
  return {
    passages: ranked.map((one) => (isAsked.has(one) ? (reordered.next().value ?? one) : one)),
    reranking,
  };
}

/** As lib/ai/open-turn.ts and lib/ai/reply-with-text.ts decide it. */
function verdictOf(
  { outcome }: Intent,
  { knows, isOffline }: { knows: boolean; isOffline: boolean },
): SearchVerdict {
  if (outcome.refusal) return { kind: "turned_back", sentence: outcome.refusal };
  if (outcome.reply && (isOffline || !knows)) return { kind: "has_a_reply", sentence: outcome.reply };
  return { kind: knows ? "answers" : "knows_nothing" };
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
