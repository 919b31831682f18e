import { createHash } from "node:crypto";
import { toVectorText } from "../knowledge/vector-text.ts";
import type { Citation, Source } from "./chat-event.ts";
import { leansOnHistory } from "./leans-on-history.ts";
import { rules } from "./prompts.ts";
import { isSameQuestion } from "./same-question.ts";
import type { AskedTurn, OpenTurn, Reply } from "./turn.ts";
import type { LoadedWorkspace, TurnDeps } from "./turn-deps.ts";

/**
 * Answers that are given again to the same question of another visitor. What must agree: workspace, voice, all that
 * instructs the model and its name, the persona the visitor most sounds like, the intent, and the question: word for
 * word, or similar and the same to `isSameQuestion`. Only what a model answered whole, to the first message of a
 * conversation, is kept; only a message that leans on nothing said before gets it. A change of a document takes with
 * it the answers that cite it; an answer that cites nothing or owns to not knowing goes with any change of the
 * knowledge base; and none is given while the best passage found now is of a document that it did not have.
 */

/** Cosine of two questions' vectors from which the guard is asked. */
export const leastSimilarity = 0.95;
/** A longer message is somebody's own story. */
const longestQuestion = 500;
/** A score from which a persona is what the visitor sounds like. */
const leastScore = 0.2;

export type CachedAnswer = {
  answer: string;
  sources: Source[];
  citations: Citation[];
  followUps: string[];
  provider: string;
  model: string;
};

/** As find_cached_answer (supabase/routines) returns it. */
export type AnswerCandidate = {
  question: string;
  exact: boolean;
  similarity: number;
  persona: string;
  intent: string;
  documents: string[];
  answer: CachedAnswer;
};

/** What the turn's first database call is to look for; null: nothing. */
export function cacheQuery(asked: AskedTurn, deps: TurnDeps) {
  if (asked.useCache === false || !isCacheable(asked, deps)) return null;
  return {
    promptVersion: promptVersionOf(deps),
    questionHash: hashOf(plain(asked.message)),
    leastSimilarity,
  };
}

/** The first of the candidates that may be given, if any. */
export function chooseAnswer(
  open: OpenTurn,
  candidates: readonly AnswerCandidate[],
): CachedAnswer | undefined {
  if (candidates.length === 0 || open.searchFailed || hasOutcomeOfItsOwn(open)) return undefined;
  if (leansOnHistory(open.message, open.history)) return undefined;
  const persona = dominantPersona(open.personaScores);
  const best = open.passages[0]?.documentId;
  return candidates.find(
    (candidate) =>
      candidate.persona === persona &&
      candidate.intent === open.routed.intent.id &&
      (best === undefined ? candidate.documents.length === 0 : candidate.documents.includes(best)) &&
      (candidate.exact || isSameQuestion(candidate.question, open.message)),
  )?.answer;
}

/** What the turn's last database call is to keep; null: nothing. */
export function rememberedAnswer(open: OpenTurn, reply: Reply, deps: TurnDeps) {
  if (!isCacheable(open, deps) || open.history.length > 0 || open.searchFailed) return null;
  if (hasOutcomeOfItsOwn(open) || open.knowledgeVersion === undefined) return null;
  // A fresh answer is kept even where none from the cache was wanted; a given one is not made younger.
  // What the knowledge base answered itself has no `finish`, and is not worth keeping: it costs nothing.
  if (reply.status !== "answered" || reply.finish !== "stop" || reply.meta.cached) return null;
  if (reply.answer === "") return null;
  const cited = citedDocuments(reply);
  return {
    promptVersion: promptVersionOf(deps),
    questionHash: hashOf(plain(open.message)),
    question: open.message,
    persona: dominantPersona(open.personaScores),
    intent: open.routed.intent.id,
    embedding: open.embedding ? toVectorText(open.embedding) : null,
    embeddingModel: deps.embedder.model,
    cited,
    documents: [...new Set(reply.sources.map(({ documentId }) => documentId))],
    knowledgeVersion: open.knowledgeVersion,
    onlyThisVersion: cited.length === 0 || ownsToNotKnowing.test(reply.answer),
    minutes: deps.workspace.config.answerCacheMinutes,
    answer: {
      answer: reply.answer,
      sources: reply.sources,
      citations: reply.citations,
      followUps: reply.followUps,
      provider: reply.meta.provider,
      model: reply.meta.model,
    } satisfies CachedAnswer,
  };
}

/** A caller who brings their own history, instructions, settings or choice of documents is answered for themselves. */
function isOnesOwn({ history, instructions, sampling, knowledgeSources }: AskedTurn): boolean {
  return Boolean(
    history?.length || instructions || Object.keys(sampling ?? {}).length > 0 || knowledgeSources,
  );
}

function isCacheable(asked: AskedTurn, { chatModel, workspace }: TurnDeps): boolean {
  return (
    chatModel !== null &&
    asked.mode === "text" &&
    !isOnesOwn(asked) &&
    workspace.config.answerCacheMinutes > 0 &&
    asked.message.length <= longestQuestion &&
    !isPersonal.test(asked.message)
  );
}

/** An e-mail address, a link, a telephone number, a name given: somebody's own. */
const isPersonal = /\S@\S|https?:\/\/|(?:\+|\b)\d[\d ()./-]{7,}\d|\bmy name is\b|\bi am called\b/i;

/** A refusal, a sentence of the workspace's own. */
function hasOutcomeOfItsOwn({ routed }: OpenTurn): boolean {
  return routed.intent.outcome.refusal !== undefined;
}

function dominantPersona(scores: Record<string, number>): string {
  const [best] = Object.entries(scores).sort(([, one], [, other]) => other - one);
  return best && best[1] >= leastScore ? best[0] : "";
}

/** Documents that a mark of the answer names, whether the claim before it was found in them or not. */
function citedDocuments({ answer, sources, citations }: Reply): string[] {
  const marks = [...answer.matchAll(/\[(\d{1,3})\]/g)].map(([, n]) => Number(n));
  const cited = new Set([...marks, ...citations.map(({ n }) => n)]);
  return [...new Set(sources.filter(({ n }) => cited.has(n)).map(({ documentId }) => documentId))];
}

/** English only; an answer in another language that cites something is held to be one that knows. */
const ownsToNotKnowing =
  /\b(?:(?:do|does|did|is|are|was|were|have|has|can|could|would) ?n[o'’]t|cannot|no (?:information|details?|mention|figures?|data|source|passage|price)|nothing|unable|unsure|not (?:sure|certain|clear|stated|specified|covered|mentioned|known|say|include|available|listed))\b|n['’]t\b/i;

const versions = new WeakMap<LoadedWorkspace, Map<string, string>>();

/** All that a prompt says besides the visitor, the conversation and the passages, and who is asked. */
function promptVersionOf({ workspace, chatModel }: TurnDeps): string {
  const model = `${chatModel?.provider}:${chatModel?.model}`;
  const known = versions.get(workspace) ?? new Map<string, string>();
  versions.set(workspace, known);
  const kept = known.get(model);
  if (kept) return kept;
  const { prompt, voices, personas, intents, linkHosts, promptTokens, actions, starters } = workspace.config;
  const parts = [rules, prompt, voices, linkHosts, promptTokens, actions, starters, model];
  const told = personas.map(({ id, name }) => [id, name]);
  const meant = intents.map(({ id, description, outcome }) => [id, description, outcome]);
  const version = hashOf(JSON.stringify([parts, told, meant]));
  known.set(model, version);
  return version;
}

/** Word for word, but for how it is spaced. */
function plain(message: string): string {
  return message.normalize("NFKC").trim().replace(/\s+/gu, " ");
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
