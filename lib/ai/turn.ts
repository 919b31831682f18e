import type { RankedPassage } from "../knowledge/rank-passages.ts";
import type { ModelMessage } from "../models/model.ts";
import type { BevGeniePage } from "../pages/page-spec.ts";
import type { ChatEvent, Citation, Source, TurnMeta } from "./chat-event.ts";
import type { RoutedIntent } from "./route-intent.ts";
import type { PersonaScores, Signal } from "./score-persona.ts";
import type { TurnKey } from "./turn-key.ts";

/**
 * A turn at each station of its way. A stage takes the one before it and returns the next; none edits
 * what it was given.
 */

/** What a visitor asked for, checked. */
export type TurnRequest = {
  turnId: string;
  message: string;
  mode: "text" | "generate";
  /** From the cookie; undefined for somebody new. */
  visitor: { visitorId: string; version: number; conversationId: string } | undefined;
  /** Asked for by the client; must be the visitor's own. */
  conversationId: string | undefined;
  /** How the assistant is to speak; checked against the workspace. */
  voiceId: string | undefined;
  tier: string;
  /** Idempotency keys that the turn answers to: the request's own first, then those of messages joined to it. */
  keys?: readonly TurnKey[];
  /** The address has made its new visitors of this minute: only somebody we know goes on. */
  refusesNewVisitor?: boolean;
};

/** With the vector its passages are searched by; undefined where they are searched by words alone. */
export type AskedTurn = TurnRequest & { embedding: number[] | undefined };

/** The message's evidence for who the visitor is. */
export type ScoredTurn = AskedTurn & { signals: Signal[] };

/** What the message is after. */
export type RoutedTurn = ScoredTurn & { routed: RoutedIntent };

/** After the one database call: who this is, what was said before, and the passages to stand on. */
export type OpenTurn = RoutedTurn & {
  visitorId: string;
  visitorVersion: number;
  /** The visitor's own, which may not be the one that newcomers get. */
  visitorTier: string;
  conversationId: string;
  voiceId: string;
  history: ModelMessage[];
  personaScores: PersonaScores;
  passages: RankedPassage[];
  /** Candidates that were found but not used: what follow-up questions are made of. */
  spare: RankedPassage[];
  searchFailed: boolean;
};

/** How the turn ended. */
export type Reply = {
  status: "answered" | "stopped" | "failed";
  answer: string;
  sources: Source[];
  citations: Citation[];
  followUps: string[];
  page: { id: string; spec: BevGeniePage } | null;
  meta: TurnMeta;
  failure: unknown;
};

/** What a stage that answers yields: events for the reader, and the reply when it is whole. */
export type Replying = AsyncGenerator<ChatEvent, Reply>;
