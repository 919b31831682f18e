import type { ChatEvent, TurnMeta } from "../ai/chat-event.ts";
import { ApiFailure } from "./api-client.ts";
import type { ConversationAction, PageCard } from "./conversation.ts";
import type { TurnBody } from "./run-turn.ts";
import { describeFailure } from "./turn-failure.ts";
import { forgetUnheard } from "./unheard-message.ts";

type TurnStart = Extract<ChatEvent, { turn: unknown }>["turn"];

/** What the conversation in this window remembers beside what it shows. */
export type TalkMemory = {
  /** What is being read, by the turn's key, in the order of asking. */
  readings: Map<string, AbortController>;
  /** The conversation that the next message belongs to; undefined where the server decides. */
  nextConversation: Promise<string | undefined>;
  /** The requests that were made, by their keys: asked again, each has to be the same. */
  bodies: Map<string, TurnBody>;
  stopped: Set<string>;
};

/** The conversation in this window, for what is done with it outside of React. */
export type Talk = {
  workspace: string;
  memory: TalkMemory;
  dispatch: (action: ConversationAction) => void;
  setStatus: (status: ConversationStatus) => void;
  onTurn: (turn: TurnStart, message: string) => void;
  onPage: (page: PageCard) => void;
  onMeta: (meta: TurnMeta) => void;
};

export type ConversationStatus = "ready" | "restoring" | "missing" | "unreachable";

export function emptyTalkMemory(): TalkMemory {
  return {
    readings: new Map(),
    nextConversation: Promise.resolve(undefined),
    bodies: new Map(),
    stopped: new Set(),
  };
}

/** Reads no more of what was asked so far; the server goes on with it. */
export function leaveTurns({ readings }: TalkMemory): void {
  for (const reading of readings.values()) reading.abort();
  readings.clear();
}

/** `key`: the turn's, or the conversation's that is read. The signal ends the reading. */
export function beginReading({ readings }: TalkMemory, key: string): AbortSignal {
  const reading = new AbortController();
  readings.set(key, reading);
  return reading.signal;
}

/** Unless another reading of the same key has begun since. */
export function endReading({ readings }: TalkMemory, key: string, signal: AbortSignal): void {
  if (readings.get(key)?.signal === signal) readings.delete(key);
}

/** Shows what arrived of a turn, and tells whoever else has to know. `question`: what was asked, empty where unknown. */
export function hearEvents(
  talk: Talk,
  { key, question }: { key: string; question: string },
  events: ChatEvent[],
): void {
  talk.dispatch({ type: "events", key, events });
  for (const event of events) {
    if ("page" in event) talk.onPage(event.page);
    if ("meta" in event) talk.onMeta(event.meta);
    if (!("turn" in event)) continue;
    forgetUnheard(talk.workspace, key);
    talk.memory.nextConversation = Promise.resolve(event.turn.conversationId);
    talk.onTurn(event.turn, question);
  }
}

/** Shows why a turn has no answer. */
export function failTurn({ workspace, memory, dispatch }: Talk, key: string, error: unknown): void {
  const wasStopped = memory.stopped.has(key);
  if (wasStopped || isRefusal(error)) forgetUnheard(workspace, key);
  if (wasStopped) dispatch({ type: "stopped", key });
  else dispatch({ type: "failed", key, failure: describeFailure(error, Date.now()) });
}

/** The server has said something, if only no. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiFailure && error.code !== "unreachable";
}
