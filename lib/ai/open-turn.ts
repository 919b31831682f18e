import { AppError } from "../errors.ts";
import {
  coversFully,
  type JudgedCandidate,
  judgeCandidates,
  type PassageCandidate,
  rankJudged,
} from "../knowledge/rank-passages.ts";
import type { KnowledgeSnapshot } from "../knowledge/snapshot.ts";
import { toVectorText } from "../knowledge/vector-text.ts";
import type { ModelMessage } from "../models/model.ts";
import { tooManyNewVisitors } from "../new-visitor-refusal.ts";
import type { RoutedIntent } from "./route-intent.ts";
import { sumSignals } from "./score-persona.ts";
import type { AskedTurn, OpenTurn, RoutedTurn } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";
import { type FirstTurn, keyConflict, RepeatedTurn } from "./turn-key.ts";

/** Passages an answer and a page stand on, and how many candidates of each kind (words, vectors) they are chosen from. */
const passagesUsed = { text: 5, generate: 12 };
const candidatesAsked = 12;
/** More of them, for follow-up questions. */
const passagesSpare = 7;
const titleLength = 80;

type Opened =
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
      history: { message: string; answer: string }[];
      /** What was searched for: the message, with the one before it where it leans on that. */
      question: string;
      candidates: PassageCandidate[] | null;
      searchFailed: boolean;
      workspaceVersion: number;
    };

/** The turn's one database call before its first word, and the knowledge in memory as it was when the call was made. */
export type Opening = { answer: Promise<Opened>; snapshot: KnowledgeSnapshot | undefined };

/**
 * Sends it: admits the visitor, records the message, and brings back what was said, what we believe, and passages.
 * What can be worked out meanwhile is worked out meanwhile.
 */
export async function beginOpening(asked: AskedTurn, deps: TurnDeps): Promise<Opening> {
  const snapshot = deps.knowledge.current(deps.workspace.id);
  const answer = deps.call<Opened>("open_turn", {
    p_workspace: deps.workspace.id,
    p_visitor: asked.visitor?.visitorId ?? null,
    p_visitor_version: asked.visitor?.version ?? null,
    p_new_visitor: asked.refusesNewVisitor ? null : crypto.randomUUID(),
    p_tier: asked.tier,
    p_conversation: asked.conversationId ?? null,
    p_fallback_conversation: asked.visitor?.conversationId ?? null,
    p_new_conversation: crypto.randomUUID(),
    p_turn: asked.turnId,
    p_mode: asked.mode,
    p_message: asked.message,
    p_title: titleOf(asked.message),
    p_voice: asked.voiceId ?? null,
    p_default_voice: deps.workspace.config.defaultVoice,
    p_question: asked.message,
    p_embedding: asked.embedding ? toVectorText(asked.embedding) : null,
    p_embedding_model: deps.embedder.model,
    p_candidates: candidatesAsked,
    p_knowledge_version: snapshot?.version ?? null,
    p_keys: asked.keys ?? [],
  });
  // Its failure is `openTurn`'s to tell; until then nobody waits for it.
  answer.catch(() => undefined);
  // The pool sends in the next tick: without waiting for that, what is worked out meanwhile would come before it.
  await new Promise<void>((done) => process.nextTick(done));
  return { answer, snapshot };
}

/** Puts the turn together with what the database said. Throws `not_found` for a conversation that is not theirs, and RepeatedTurn. */
export async function openTurn(
  turn: RoutedTurn,
  { answer, snapshot }: Opening,
  deps: TurnDeps,
): Promise<OpenTurn> {
  const { config } = deps.workspace;
  // While the database is at it; most messages are searched for as they are.
  const foundBefore = searchSnapshot(snapshot, turn.message, turn.embedding);
  const opened = await answer;
  if (opened.refused) throw refusalOf(opened);
  if (opened.repeats) throw new RepeatedTurn(opened.repeats);
  if (opened.workspaceVersion !== deps.workspace.version) deps.onStaleWorkspace();

  // Null: the snapshot is of the current version and is searched here, in a tenth of the time.
  const found = opened.candidates
    ? judgeCandidates(opened.candidates, opened.question)
    : opened.question === turn.message
      ? foundBefore
      : searchSnapshot(snapshot, opened.question, turn.embedding);
  if (opened.candidates) deps.knowledge.refresh(deps.workspace.id).catch(logged(deps));

  const routed = answerAfterAll(turn.routed, found);
  const before = Object.entries(opened.scores).map(([persona, confidence]) => ({ persona, confidence }));
  const personaScores = sumSignals(config.personas, [...before, ...turn.signals]);
  // A turn that is turned back stands on nothing.
  const ranked = rankJudged(routed.intent.outcome.refusal ? [] : found, {
    embeddingModel: deps.embedder.model,
    personaScores,
    documentTags: routed.intent.outcome.documentTags ?? [],
    limit: passagesUsed[turn.mode] + passagesSpare,
  });
  return {
    ...turn,
    routed,
    visitorId: opened.visitorId,
    visitorVersion: opened.visitorVersion,
    visitorTier: opened.tier,
    conversationId: opened.conversationId,
    voiceId: opened.voiceId,
    history: opened.history.flatMap(toMessages),
    personaScores,
    passages: ranked.slice(0, passagesUsed[turn.mode]),
    spare: ranked.slice(passagesUsed[turn.mode]),
    searchFailed: opened.searchFailed,
  };
}

function refusalOf({ refused, turnId }: Extract<Opened, { refused: string }>): AppError {
  if (refused === "conflict") return keyConflict(turnId);
  if (refused === "new_visitor") return tooManyNewVisitors({ retryAfterSeconds: 60 });
  return new AppError("not_found", { message: "There is no such conversation." });
}

/** What the knowledge base says nearly all of is not off its topic, whatever the router thought of the words. */
function answerAfterAll(routed: RoutedIntent, found: JudgedCandidate[]): RoutedIntent {
  const { intent, instead } = routed;
  if (intent.outcome.refusal === undefined || !instead || !found.some(coversFully)) return routed;
  return { intent: instead, certainty: 0, sure: false };
}

function searchSnapshot(
  snapshot: KnowledgeSnapshot | undefined,
  question: string,
  embedding: number[] | undefined,
): JudgedCandidate[] {
  if (!snapshot) return [];
  return judgeCandidates(snapshot.search({ question, embedding, limit: candidatesAsked }), question);
}

function logged({ log }: TurnDeps): (error: unknown) => void {
  return (error) => log.warn({ err: error }, "the knowledge base could not be read into memory");
}

function toMessages({ message, answer }: { message: string; answer: string }): ModelMessage[] {
  return [
    { role: "user", content: message },
    { role: "assistant", content: answer },
  ];
}

/** A conversation is called by the beginning of its first message, cut at a word. */
function titleOf(message: string): string {
  const line = message.replace(/\s+/gu, " ");
  if (line.length <= titleLength) return line;
  const cut = line.slice(0, titleLength).replace(/\s+\S*$/u, "");
  return `${cut.replace(/\p{Surrogate}$/u, "")}…`;
}
