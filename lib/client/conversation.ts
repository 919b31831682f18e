import type { ChatEvent, Citation, Source, TurnMeta } from "../ai/chat-event.ts";
import type { BevGeniePage } from "../pages/page-spec.ts";
import { appendMarkdown, type MarkdownBlocks, noMarkdown } from "./markdown-blocks.ts";

/** A page as the talk mentions it; its sections are in `ConversationState.pages`. */
export type PageCard = { pageId: string; url: string; type: string; title: string };

/** Why a turn has no whole answer: what happened, when a new try makes sense, whether the rest can be fetched. */
export type TurnFailure = { code: string; sentence: string; retryAt?: number; canLoadRest?: true };

/** One message of the visitor and all of its reply, as it is drawn. */
export type Turn = {
  /** Ours, stable from the moment of sending; also the idempotency key of the request. */
  key: string;
  turnId?: string;
  question: string;
  mode: "text" | "generate";
  phase: "waiting" | "answering" | "settled";
  blocks: MarkdownBlocks;
  sources: Source[];
  /** Undefined until the answer's citations were checked. */
  citations?: Citation[];
  followUps: string[];
  page?: PageCard;
  meta?: TurnMeta;
  stopped?: true;
  failure?: TurnFailure;
  rating?: 1 | -1;
};

export type ConversationState = {
  conversationId: string | null;
  turns: Turn[];
  pages: Record<string, BevGeniePage>;
  /** One short sentence for screen readers, said once when a turn is complete. */
  announcement: string;
};

export type ConversationAction =
  | { type: "asked"; key: string; question: string; mode: Turn["mode"]; replaces?: string }
  | { type: "events"; key: string; events: readonly ChatEvent[] }
  /** One message waited when the next came: one turn answers both. */
  | { type: "joined"; key: string; into: string }
  | { type: "ended"; key: string }
  | { type: "stopped"; key: string }
  | { type: "failed"; key: string; failure: TurnFailure }
  | { type: "rated"; turnId: string; rating: 1 | -1 }
  | { type: "page-loaded"; pageId: string; page: BevGeniePage }
  | { type: "opened"; conversationId: string; turns: Turn[] }
  | { type: "cleared" };

export const emptyConversation: ConversationState = {
  conversationId: null,
  turns: [],
  pages: {},
  announcement: "",
};

/** The conversation after one thing happened. Events of a turn that is no longer shown change nothing. */
export function reduceConversation(state: ConversationState, action: ConversationAction): ConversationState {
  switch (action.type) {
    case "asked":
      return ask(state, action);
    case "events":
      return action.events.reduce((next, event) => applyEvent(next, action.key, event), state);
    case "joined":
      return join(state, action);
    case "ended":
      return settle(state, action.key, {});
    case "stopped":
      return settle(state, action.key, { stopped: true });
    case "failed":
      return settle(state, action.key, { failure: action.failure });
    case "rated":
      return {
        ...state,
        turns: state.turns.map((turn) =>
          turn.turnId === action.turnId ? { ...turn, rating: action.rating } : turn,
        ),
      };
    case "page-loaded":
      return { ...state, pages: { ...state.pages, [action.pageId]: action.page } };
    case "opened":
      return { ...emptyConversation, conversationId: action.conversationId, turns: action.turns };
    case "cleared":
      return emptyConversation;
  }
}

/** The turn that is running, if any: there is at most one, and what is unsettled after it waits for its end. */
export function runningTurn({ turns }: { turns: readonly Turn[] }): Turn | undefined {
  return turns.find((turn) => turn.phase !== "settled");
}

/** The answer's text as it was written. */
export function answerText(turn: Turn): string {
  return turn.blocks.finished.join("") + turn.blocks.open;
}

function ask(
  state: ConversationState,
  action: Extract<ConversationAction, { type: "asked" }>,
): ConversationState {
  const { key, question, mode, replaces } = action;
  const turn: Turn = {
    key,
    question,
    mode,
    phase: "waiting",
    blocks: noMarkdown,
    sources: [],
    followUps: [],
  };
  const kept = state.turns.filter((earlier) => earlier.key !== replaces);
  return { ...state, turns: [...kept, turn], announcement: "" };
}

function join(
  state: ConversationState,
  { key, into }: Extract<ConversationAction, { type: "joined" }>,
): ConversationState {
  const joined = state.turns.find((turn) => turn.key === key);
  const later = state.turns.find((turn) => turn.key === into);
  if (!joined || !later) return state;
  const kept = state.turns.filter((turn) => turn !== joined);
  return changeTurn({ ...state, turns: kept }, into, { question: `${joined.question}\n${later.question}` });
}

function applyEvent(state: ConversationState, key: string, event: ChatEvent): ConversationState {
  if (!state.turns.some((turn) => turn.key === key)) return state;
  const change = (part: Partial<Turn>) => changeTurn(state, key, part);
  if ("turn" in event) {
    const { turnId, conversationId } = event.turn;
    return { ...change({ turnId }), conversationId };
  }
  if ("sources" in event) return change({ sources: event.sources });
  if ("content" in event) return addContent(state, key, event.content);
  if ("citations" in event) return change({ citations: event.citations });
  if ("followUps" in event) return change({ followUps: event.followUps });
  if ("page" in event) return beginPage(state, key, event.page);
  if ("section" in event) return addSection(state, key, event.section);
  if ("meta" in event) return change({ meta: event.meta, ...(event.meta.stopped && { stopped: true }) });
  if ("error" in event) return change({ failure: { code: event.error.code, sentence: event.error.message } });
  // The wire may grow: an event we do not know yet is no reason to stop reading.
  return state;
}

function addContent(state: ConversationState, key: string, content: string): ConversationState {
  const turn = state.turns.find((one) => one.key === key);
  if (!turn) return state;
  return changeTurn(state, key, { phase: "answering", blocks: appendMarkdown(turn.blocks, content) });
}

function beginPage(
  state: ConversationState,
  key: string,
  page: Extract<ChatEvent, { page: unknown }>["page"],
): ConversationState {
  const { pageId, url, ...head } = page;
  const card: PageCard = { pageId, url, type: head.type, title: head.title };
  const begun: BevGeniePage = { ...head, sections: [] };
  const next = changeTurn(state, key, { phase: "answering", page: card });
  return { ...next, pages: { ...state.pages, [pageId]: begun } };
}

function addSection(
  state: ConversationState,
  key: string,
  added: Extract<ChatEvent, { section: unknown }>["section"],
): ConversationState {
  const pageId = state.turns.find((turn) => turn.key === key)?.page?.pageId;
  const page = pageId === undefined ? undefined : state.pages[pageId];
  if (pageId === undefined || page === undefined) return state;
  const sections = [...page.sections];
  sections[added.index] = added.section;
  return { ...state, pages: { ...state.pages, [pageId]: { ...page, sections } } };
}

function settle(state: ConversationState, key: string, part: Partial<Turn>): ConversationState {
  const turn = state.turns.find((one) => one.key === key);
  if (!turn || turn.phase === "settled") return state;
  const settled: Turn = { ...turn, ...part, phase: "settled" };
  return {
    ...changeTurn(state, key, { ...part, phase: "settled" }),
    announcement: announce(settled),
  };
}

function announce(turn: Turn): string {
  if (turn.failure) return turn.failure.sentence;
  if (turn.stopped) return "The answer was stopped.";
  if (turn.page) return `The page is ready: ${turn.page.title}`;
  const cited = new Set(turn.citations?.map((citation) => citation.n)).size;
  if (cited === 0) return "The answer is complete.";
  return `The answer is complete, with ${cited} ${cited === 1 ? "source" : "sources"}.`;
}

function changeTurn(state: ConversationState, key: string, part: Partial<Turn>): ConversationState {
  return { ...state, turns: state.turns.map((turn) => (turn.key === key ? { ...turn, ...part } : turn)) };
}
