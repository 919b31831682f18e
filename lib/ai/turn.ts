import type { Claim } from "../claims/claims-in.ts";
import type { NearestPassage } from "../knowledge/nearest-passage.ts";
import type { RankedPassage } from "../knowledge/rank-passages.ts";
import type { Attempt } from "../models/attempt.ts";
import type { FinishReason, ModelMessage } from "../models/model.ts";
import type { BevGeniePage } from "../pages/page-spec.ts";
import type { TurnAccount } from "./account-turn.ts";
import type { CachedAnswer } from "./answer-cache.ts";
import type { ChatEvent, Citation, Source, TurnMeta } from "./chat-event.ts";
import type { EnergyGrant } from "./energy.ts";
import type { ContextRecord, PromptSection } from "./fit-context.ts";
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
  /** Who a calling program says it asks for, instead of a cookie; `visitor` is undefined then. */
  person?: string;
  /** The conversation to go on with, or to begin, where none is asked for and no cookie names one. */
  usualConversationId?: string;
  /** Asked for by the client; must be the visitor's own. */
  conversationId: string | undefined;
  /** How the assistant is to speak; checked against the workspace. */
  voiceId: string | undefined;
  tier: string;
  /** When it came in (ms since the epoch), under which id, and at which address; unknown outside a request. */
  receivedAt?: number;
  requestId?: string;
  endpoint?: string;
  /** False: the answer is to be a new one. */
  useCache?: boolean;
  /** What was said before, where the caller tells it instead of us remembering it. */
  history?: ModelMessage[];
  /** The calling program's own instructions to the model; they stand below the workspace's. */
  instructions?: string;
  /** How a calling program wants the answer written; the action's own settings otherwise. */
  sampling?: { temperature?: number; maxTokens?: number };
  /** Documents (ids or tags) that the answer is to be found in; every one otherwise. */
  knowledgeSources?: string[];
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
  /** The last turns, two messages each, and how many tokens (o200k) each of these turns has; null: not counted. */
  history: ModelMessage[];
  historyTokens: (number | null)[];
  /** What was said before them, in short. */
  summary: string | null;
  personaScores: PersonaScores;
  passages: RankedPassage[];
  /** Candidates that were found but not used: what follow-up questions are made of. */
  spare: RankedPassage[];
  /** What comes nearest, also where none is about the question; undefined where nothing is near. */
  nearest?: NearestPassage;
  searchFailed: boolean;
  /** Each call to a provider for the order of the passages; absent where no model was asked for it. */
  orderAttempts?: Attempt[];
  /** When the answer's first text has to be there (`performance.now()`), where time was spent before it was asked for. */
  firstTextBy?: number;
  /** What it may use; null where nothing was reserved, because no model is connected. */
  energy: EnergyGrant | null;
  /** Of the knowledge base that the passages were found in; undefined where that is not known. */
  knowledgeVersion?: number;
  /** Given before to the same question, and fit to be given again. */
  cachedAnswer?: CachedAnswer;
  /** Once the turn was fitted to its budget: the instructions that fit, and what was kept and left out. */
  sections?: PromptSection[];
  context?: ContextRecord;
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
  /** Why the model stopped; absent where none wrote the end. */
  finish?: FinishReason;
  /** Claims that were taken out of the answer because nobody supports them. */
  unsupported?: Claim["kind"][];
  failure: unknown;
  /** Absent until it was reckoned. */
  account?: TurnAccount;
};

/** What a stage that answers yields: events for the reader, and the reply when it is whole. */
export type Replying = AsyncGenerator<ChatEvent, Reply>;
