import type { Citation, Source, TurnMeta } from "../ai/chat-event.ts";
import type { PersonaScores, Signal } from "../ai/score-persona.ts";
import type { ToolCall } from "../models/model.ts";

/** A completion piece by piece: its text, then its end. */
export type CompletionPart = { text: string } | { toolCall: ToolCall } | { end: CompletionEnd };

export type CompletionEnd = {
  finishReason: "stop" | "length" | "content_filter" | "tool_calls";
  promptTokens: number;
  completionTokens: number;
  /** Who answered, where that may be another than was asked. */
  model?: string;
  /** Of a workspace's answer: what it stands on, and what is known of the turn. */
  turn?: TurnFacts;
};

/** A citation with where it is from. */
export type SourcedCitation = Citation & Pick<Source, "title" | "url" | "documentId" | "passageId">;

export type TurnFacts = {
  turnId: string;
  conversationId: string;
  intent: string;
  personaScores: PersonaScores;
  signals: Signal[];
  citations: SourcedCitation[];
  followUps: string[];
  meta: TurnMeta;
};
