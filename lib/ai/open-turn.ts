import { AppError } from "../errors.ts";
import { type PassageCandidate, rankPassages } from "../knowledge/rank-passages.ts";
import type { KnowledgeSnapshot } from "../knowledge/snapshot.ts";
import { toVectorText } from "../knowledge/vector-text.ts";
import type { ModelMessage } from "../models/model.ts";
import { sumSignals } from "./score-persona.ts";
import type { OpenTurn, RoutedTurn } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** Passages an answer and a page stand on, and how many candidates of each kind (words, vectors) they are chosen from. */
const passagesUsed = { text: 5, generate: 12 };
const candidatesAsked = 12;
const titleLength = 80;

type Opened =
  | { refused: "not_found" }
  | {
      refused?: undefined;
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

/**
 * The turn's one database call before its first word: admits the visitor, records the message, and brings
 * back what was said, what we believe, and passages. Throws `not_found` for a conversation that is not theirs.
 */
export async function openTurn(turn: RoutedTurn, deps: TurnDeps): Promise<OpenTurn> {
  const { config } = deps.workspace;
  const outcome = turn.routed.intent.outcome;
  const snapshot = deps.knowledge.current(deps.workspace.id);
  const opening = deps.call<Opened>("open_turn", {
    p_workspace: deps.workspace.id,
    p_visitor: turn.visitor?.visitorId ?? null,
    p_visitor_version: turn.visitor?.version ?? null,
    p_new_visitor: crypto.randomUUID(),
    p_tier: turn.tier,
    p_conversation: turn.conversationId ?? null,
    p_fallback_conversation: turn.visitor?.conversationId ?? null,
    p_new_conversation: crypto.randomUUID(),
    p_turn: turn.turnId,
    p_mode: turn.mode,
    p_message: turn.message,
    p_title: titleOf(turn.message),
    p_intent: turn.routed.intent.id,
    p_voice: turn.voiceId ?? null,
    p_default_voice: config.defaultVoice,
    p_signals: turn.signals,
    p_question: turn.message,
    p_embedding: turn.embedding ? toVectorText(turn.embedding) : null,
    p_embedding_model: deps.embedder.model,
    // A turn that is turned back needs nothing from the knowledge base.
    p_candidates: outcome.refusal ? 0 : candidatesAsked,
    p_knowledge_version: snapshot?.version ?? null,
  });
  // While the database is at it; most messages are searched for as they are.
  const found = searchSnapshot(snapshot, { ...turn, question: turn.message });
  const opened = await opening;
  if (opened.refused) throw new AppError("not_found", { message: "There is no such conversation." });
  if (opened.workspaceVersion !== deps.workspace.version) deps.onStaleWorkspace();

  // Null: the snapshot is of the current version and is searched here, in a tenth of the time.
  const again = () => searchSnapshot(snapshot, { ...turn, question: opened.question });
  const candidates = opened.candidates ?? (opened.question === turn.message ? found : again());
  if (opened.candidates && !outcome.refusal) deps.knowledge.refresh(deps.workspace.id).catch(logged(deps));

  const before = Object.entries(opened.scores).map(([persona, confidence]) => ({ persona, confidence }));
  const personaScores = sumSignals(config.personas, [...before, ...turn.signals]);
  const ranked = rankPassages(candidates, {
    question: opened.question,
    embeddingModel: deps.embedder.model,
    personaScores,
    documentTags: outcome.documentTags ?? [],
    limit: 2 * candidatesAsked,
  });
  return {
    ...turn,
    visitorId: opened.visitorId,
    visitorVersion: opened.visitorVersion,
    conversationId: opened.conversationId,
    voiceId: opened.voiceId,
    history: opened.history.flatMap(toMessages),
    personaScores,
    passages: ranked.slice(0, passagesUsed[turn.mode]),
    spare: ranked.slice(passagesUsed[turn.mode]),
    searchFailed: opened.searchFailed,
  };
}

function searchSnapshot(
  snapshot: KnowledgeSnapshot | undefined,
  { question, embedding }: { question: string; embedding: number[] | undefined },
): PassageCandidate[] {
  return snapshot?.search({ question, embedding, limit: candidatesAsked }) ?? [];
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
