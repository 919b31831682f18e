import type { Logger } from "pino";
import { answerAfterAll } from "../ai/open-turn.ts";
import type { LoadedWorkspace } from "../ai/turn-deps.ts";
import type { Call } from "../db/call.ts";
import { knowsAnswer } from "../knowledge/knows-answer.ts";
import {
  judgeCandidates,
  type PassageCandidate,
  type RankedPassage,
  rankJudged,
} from "../knowledge/rank-passages.ts";
import { spellOut } from "../knowledge/spell-out.ts";
import { toVectorText } from "../knowledge/vector-text.ts";
import type { Embedder } from "../models/model.ts";
import { ModelError } from "../models/model-error.ts";
import type { Intent } from "../workspace.ts";

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
};

export type SearchDeps = {
  workspace: LoadedWorkspace;
  call: Call;
  embedder: Embedder;
  /** No model is connected: an intent with a reply of its own gets that. Only the verdict asks for it. */
  isOffline?: boolean;
  log: Logger;
};

/** Of each kind (words, vectors); more than a turn asks for, since nobody waits for a first word here. */
const fewestCandidates = 100;

/** What a search depends on beside the documents and the embedder, as a run of judged questions keeps it. */
export function runSettings({ config, version }: LoadedWorkspace): Record<string, string | number> {
  return { candidates: fewestCandidates, language: config.language, workspaceVersion: version };
}

/** Searches as a turn does, lifts included, and tells of each passage why it is there. Throws DatabaseError. */
export async function searchKnowledge(
  { query, limit, personaScores, sources }: KnowledgeQuestion,
  { workspace, call, embedder, isOffline = false, log }: SearchDeps,
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
  const ranked = rankJudged(judged, { personaScores, documentTags, now: Date.now(), limit });
  return {
    knows,
    passages: ranked.map((passage) => ({
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
