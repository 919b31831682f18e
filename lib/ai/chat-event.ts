/**
 * What a turn sends to whoever reads it, in this order: turn, sources, content…, citations, followUps,
 * meta; or error when it fails after the first content. On the wire each is one JSON object with one key.
 */
import type { WireError } from "../errors.ts";
import type { PageSection, PageSource, PageType } from "../pages/page-spec.ts";
import type { PersonaScores, Signal } from "./score-persona.ts";
import type { Unanswered } from "./unanswered.ts";

/** A passage offered to the answer. `start` and `end` are UTF-16 offsets of `excerpt` in the document's stored text. */
export type Source = {
  n: number;
  title: string;
  url?: string;
  documentId: string;
  passageId: string;
  excerpt: string;
  start: number;
  end: number;
};

/** A source the answer used; the excerpt was found verbatim at its offsets in the document of source `n`. */
export type Citation = { n: number; excerpt: string; start: number; end: number };

export type TurnMeta = {
  provider: string;
  model: string;
  tokensUsed: number;
  tokensPrompt: number;
  tokensCompletion: number;
  /** null: the model's price is not known. */
  costUSD: number | null;
  energyConsumed: number;
  latencyMs: number;
  firstTokenMs: number | null;
  cached: boolean;
  retryCount: number;
  fallbackUsed: boolean;
  timestamp: string;
  /** The visitor (or a shutdown) ended the answer early; what was shown is kept. */
  stopped?: true;
  /** Why the model ended other than by being done: it ran into its limit, or its words were withheld. */
  finishReason?: "length" | "filter" | "refusal";
  /** The knowledge base could not be searched for this turn. */
  searchFailed?: true;
  /** Why the question was not answered; the operators are told of it, and the interface offers a human. */
  unanswered?: Unanswered;
  /** Page type offered with one click, when the visitor wants something to look at. */
  offeredPage?: string;
  /** The visitor wants a human; the interface offers the workspace's contact. */
  handover?: true;
};

export type ChatEvent =
  | {
      turn: {
        turnId: string;
        conversationId: string;
        intent: string;
        personaScores: PersonaScores;
        signals: Signal[];
      };
    }
  | { sources: Source[] }
  | { content: string }
  | { citations: Citation[] }
  | { followUps: string[] }
  | {
      page: {
        pageId: string;
        url: string;
        type: PageType;
        title: string;
        summary: string;
        audience: string;
        sources: PageSource[];
      };
    }
  | { section: { index: number; section: PageSection } }
  | { meta: TurnMeta }
  | { error: WireError };
