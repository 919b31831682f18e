import { AppError } from "../errors.ts";
import { aboutQuestion, coversFully } from "../knowledge/knows-answer.ts";
import { nearestPassage } from "../knowledge/nearest-passage.ts";
import {
  type JudgedCandidate,
  judgeCandidates,
  type PassageCandidate,
  rankJudged,
} from "../knowledge/rank-passages.ts";
import type { KnowledgeSnapshot } from "../knowledge/snapshot.ts";
import { spellOut } from "../knowledge/spell-out.ts";
import { toVectorText } from "../knowledge/vector-text.ts";
import type { ModelMessage } from "../models/model.ts";
import { tooManyNewVisitors } from "../new-visitor-refusal.ts";
import { type AnswerCandidate, cacheQuery, chooseAnswer } from "./answer-cache.ts";
import { passagesReranked } from "./ask-order.ts";
import { type EnergyGrant, type EnergyRefusal, outOfEnergy } from "./energy.ts";
import { questionInContext } from "./question-in-context.ts";
import type { RoutedIntent } from "./route-intent.ts";
import { sumSignals } from "./score-persona.ts";
import type { AskedTurn, OpenTurn, RoutedTurn } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";
import { turnEnergy } from "./turn-energy.ts";
import { type FirstTurn, keyConflict, RepeatedTurn } from "./turn-key.ts";

/** Passages an answer and a page stand on, and how many candidates of each kind (words, vectors) they are chosen from. */
const passagesUsed = { text: 5, generate: 12 };
const candidatesAsked = 30;
/** More of them, for follow-up questions. */
const passagesSpare = 7;
const titleLength = 80;

/** `tokens` of both together; null where they were not counted. */
type StoredTurn = { message: string; answer: string; tokens: number | null };

type Opened =
  | { refused: "insufficient_energy"; energy: EnergyRefusal }
  | { refused: "not_found" | "new_visitor" | "conflict"; turnId?: string }
  | { refused?: undefined; repeats: FirstTurn }
  | {
      refused?: undefined;
      repeats?: undefined;
      tier: string;
      visitorId: string;
      visitorVersion: number;
      conversationId: string;
      voiceId: string;
      scores: Record<string, number>;
      history: StoredTurn[];
      summary: string | null;
      /** What was searched for: the message, with the one before it where it leans on that. */
      question: string;
      candidates: PassageCandidate[] | null;
      searchFailed: boolean;
      workspaceVersion: number;
      energy: EnergyGrant | null;
      knowledgeVersion: number;
      answers: AnswerCandidate[];
    };

/** The turn's one database call before its first word, and the knowledge in memory as it was when the call was made. */
export type Opening = { answer: Promise<Opened>; snapshot: KnowledgeSnapshot | undefined };

/**
 * Sends it: admits the visitor, records the message, and brings back what was said, what we believe, and passages.
 * What can be worked out meanwhile is worked out meanwhile.
 */
export async function beginOpening(asked: AskedTurn, deps: TurnDeps): Promise<Opening> {
  // Memory searches every document; where some are named the database does it.
  const kept = asked.knowledgeSources ? undefined : deps.knowledge.current(deps.workspace.id);
  // Just after a change of the model it may still hold the vectors of the one before.
  const snapshot = kept?.embeddingModel === deps.embedder.model ? kept : undefined;
  const answer = deps.call<Opened>("open_turn", {
    p_workspace: deps.workspace.id,
    p_visitor: asked.visitor?.visitorId ?? null,
    p_visitor_version: asked.visitor?.version ?? null,
    p_new_visitor: asked.refusesNewVisitor ? null : crypto.randomUUID(),
    p_tier: asked.tier,
    p_conversation: asked.conversationId ?? null,
    p_fallback_conversation: asked.visitor?.conversationId ?? asked.usualConversationId ?? null,
    p_new_conversation: crypto.randomUUID(),
    p_turn: asked.turnId,
    p_mode: asked.mode,
    p_message: asked.message,
    p_title: titleOf(asked.message),
    p_voice: asked.voiceId ?? null,
    p_default_voice: deps.workspace.config.defaultVoice,
    p_question: asked.history ? questionInContext(asked.message, asked.history) : spellOut(asked.message),
    p_embedding: asked.embedding ? toVectorText(asked.embedding) : null,
    p_embedding_model: deps.embedder.model,
    p_candidates: candidatesAsked,
    p_knowledge_version: snapshot?.version ?? null,
    p_energy: turnEnergy(asked, deps),
    p_cache: cacheQuery(asked, deps),
    p_person: asked.person ?? null,
    p_sources: asked.knowledgeSources ?? null,
    p_keys: asked.keys ?? [],
  });
  // Its failure is `openTurn`'s to tell; until then nobody waits for it.
  answer.catch(() => undefined);
  // The pool sends in the next tick: without waiting for that, what is worked out meanwhile would come before it.
  await new Promise<void>((done) => process.nextTick(done));
  return { answer, snapshot };
}

/**
 * Puts the turn together with what the database said. Throws `not_found` for a conversation that is not theirs,
 * `insufficient_energy` where nothing was recorded because nothing is left to answer with, and RepeatedTurn.
 */
export async function openTurn(
  turn: RoutedTurn,
  { answer, snapshot }: Opening,
  deps: TurnDeps,
): Promise<OpenTurn> {
  const { config } = deps.workspace;
  // While the database is at it; most messages are searched for as they are.
  const question = spellOut(turn.message);
  const search = { snapshot, embedding: turn.embedding, embeddingModel: deps.embedder.model };
  const foundBefore = searchSnapshot({ ...search, question });
  const opened = await answer;
  if (opened.refused) throw refusalOf(opened);
  if (opened.repeats) throw new RepeatedTurn(opened.repeats);
  if (opened.workspaceVersion !== deps.workspace.version) deps.onStaleWorkspace();

  // Null: the snapshot is of the current version and is searched here, in a tenth of the time.
  const found = opened.candidates
    ? judgeCandidates(opened.candidates, { ...search, question: opened.question })
    : opened.question === question
      ? foundBefore
      : searchSnapshot({ ...search, question: opened.question });
  if (opened.candidates && !turn.knowledgeSources)
    deps.knowledge.refresh(deps.workspace.id).catch(logged(deps));

  const routed = answerAfterAll(turn.routed, found);
  const before = Object.entries(opened.scores).map(([persona, confidence]) => ({ persona, confidence }));
  const personaScores = sumSignals(config.personas, [...before, ...turn.signals]);
  // A turn that is turned back stands on nothing.
  const ranked = rankJudged(routed.intent.outcome.refusal ? [] : aboutQuestion(found), {
    personaScores,
    documentTags: routed.intent.outcome.documentTags ?? [],
    now: deps.now(),
    limit: Math.max(passagesUsed[turn.mode] + passagesSpare, config.rerank ? passagesReranked : 0),
  });
  // Asked for only where nothing better was found.
  const nearest = ranked.length === 0 ? nearestPassage(found) : undefined;
  const open: OpenTurn = {
    ...turn,
    ...(nearest && { nearest }),
    routed,
    visitorId: opened.visitorId,
    visitorVersion: opened.visitorVersion,
    visitorTier: opened.tier,
    conversationId: opened.conversationId,
    voiceId: opened.voiceId,
    ...earlier(turn, opened),
    personaScores,
    passages: ranked.slice(0, passagesUsed[turn.mode]),
    spare: ranked.slice(passagesUsed[turn.mode]),
    searchFailed: opened.searchFailed,
    energy: opened.energy,
    knowledgeVersion: opened.knowledgeVersion,
  };
  const cachedAnswer = chooseAnswer(open, opened.answers);
  return cachedAnswer ? { ...open, cachedAnswer } : open;
}

/** What was said before: as it is stored, or as the caller tells it, who then has no use for our summary. */
function earlier({ history }: RoutedTurn, opened: { history: StoredTurn[]; summary: string | null }) {
  const told = history && toTurns(history);
  const turns = told ?? opened.history;
  return {
    history: turns.flatMap(toMessages),
    historyTokens: turns.map(({ tokens }) => tokens),
    summary: told ? null : opened.summary,
  };
}

/** A caller's messages as turns: what follows one another on the same side is one message. */
function toTurns(history: ModelMessage[]): StoredTurn[] {
  const turns: StoredTurn[] = [];
  let isAnswered = true;
  for (const { role, content } of history) {
    const last = turns.at(-1);
    if (role === "user" && last && !isAnswered) last.message += `\n${content}`;
    else if (role === "user") turns.push({ message: content, answer: "", tokens: null });
    else if (last) last.answer += `${last.answer === "" ? "" : "\n"}${content}`;
    else turns.push({ message: "", answer: content, tokens: null });
    isAnswered = role === "assistant";
  }
  return turns;
}

function refusalOf(opened: Extract<Opened, { refused: string }>): AppError {
  if (opened.refused === "insufficient_energy") return outOfEnergy(opened.energy, "visitor");
  if (opened.refused === "conflict") return keyConflict(opened.turnId);
  if (opened.refused === "new_visitor") return tooManyNewVisitors({ retryAfterSeconds: 60 });
  return new AppError("not_found", { message: "There is no such conversation." });
}

/** What the knowledge base says nearly all of is not off its topic, whatever the router thought of the words. */
export function answerAfterAll(routed: RoutedIntent, found: JudgedCandidate[]): RoutedIntent {
  const { intent, instead } = routed;
  if (intent.outcome.refusal === undefined || !instead || !found.some(coversFully)) return routed;
  return { intent: instead, certainty: 0, sure: false };
}

type SnapshotSearch = {
  snapshot: KnowledgeSnapshot | undefined;
  question: string;
  embedding: number[] | undefined;
  embeddingModel: string;
};

function searchSnapshot({
  snapshot,
  question,
  embedding,
  embeddingModel,
}: SnapshotSearch): JudgedCandidate[] {
  if (!snapshot) return [];
  const found = snapshot.search({ question, embedding, limit: candidatesAsked });
  return judgeCandidates(found, { question, embeddingModel });
}

function logged({ log }: TurnDeps): (error: unknown) => void {
  return (error) => log.warn({ err: error }, "the knowledge base could not be read into memory");
}

/** Always two, since a turn is left out whole; of a caller's history one side may be missing. */
function toMessages({ message, answer }: StoredTurn): ModelMessage[] {
  return [
    { role: "user", content: message || "…" },
    { role: "assistant", content: answer || "…" },
  ];
}

/** A conversation is called by the beginning of its first message, cut at a word. */
function titleOf(message: string): string {
  const line = message.replace(/\s+/gu, " ");
  if (line.length <= titleLength) return line;
  const cut = line.slice(0, titleLength).replace(/\s+\S*$/u, "");
  return `${cut.replace(/\p{Surrogate}$/u, "")}…`;
}
