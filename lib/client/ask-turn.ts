import type { ChatEvent } from "../ai/chat-event.ts";
import { ApiFailure, callApi } from "./api-client.ts";
import type { Turn } from "./conversation.ts";
import { followTurn, runTurn, type TurnBody } from "./run-turn.ts";
import { beginReading, endReading, failTurn, hearEvents, type Talk, type TalkMemory } from "./talk.ts";
import { forgetUnheard, keepUnheard, takeUnheard } from "./unheard-message.ts";

/** `again` asks a turn's question once more: a failed turn gives way, an answered one stays. */
export type AskOptions = { mode: Turn["mode"]; voiceId: string | undefined; again?: Turn };

/** Also while an answer is being written: the message then waits for its end, joined by what is sent after it. Never throws. */
export async function askTurn(talk: Talk, question: string, options: AskOptions): Promise<void> {
  const { mode, voiceId, again } = options;
  const replaces = again?.failure ? again : undefined;
  // The same request again is the same turn: joined or given again where it went on, else run again, charged once.
  const isOther = replaces?.failure?.code === "conflict";
  const unsent = replaces && !isOther ? talk.memory.bodies.get(replaces.key) : undefined;
  const key = unsent?.idempotencyKey ?? newKey();
  const signal = beginReading(talk.memory, key);
  talk.setStatus("ready");
  talk.dispatch({ type: "asked", key, question, mode, ...(replaces && { replaces: replaces.key }) });
  const body = unsent ?? {
    ...{ message: question, mode, idempotencyKey: key },
    ...(voiceId && { personaId: voiceId }),
    ...(again && !replaces && { useCache: false as const }),
  };
  await deliver(talk, body, { signal, isAsSent: unsent !== undefined });
}

/** Before a reload messages were sent that nothing was heard of: the same request again is the same turn. */
export function askUnheardTurns(talk: Talk): void {
  for (const body of takeUnheard(talk.workspace)) {
    const { idempotencyKey: key, message, mode } = body;
    talk.dispatch({ type: "asked", key, question: message, mode });
    void deliver(talk, body, { signal: beginReading(talk.memory, key), isAsSent: true });
  }
}

/** Ends the running answer. Before its first word its id is unknown: the key of the request stands for it. */
export async function stopTurn({ workspace, memory, dispatch }: Talk, turn: Turn): Promise<void> {
  const { key, turnId } = turn;
  memory.stopped.add(key);
  const path = `/api/chat/${turnId ?? key}/stop`;
  const isStopped = await callApi(workspace, path, { method: "POST" }).catch(() => null);
  if (isStopped) return;
  memory.readings.get(key)?.abort();
  memory.readings.delete(key);
  dispatch({ type: "stopped", key });
}

/**
 * `isAsSent`: the request was made before, and has to be the same. A newcomer has no cookie and no conversation before
 * the first message was heard of: the next one waits for that.
 */
async function deliver(
  talk: Talk,
  body: TurnBody,
  { signal, isAsSent }: { signal: AbortSignal; isAsSent: boolean },
): Promise<void> {
  const { memory } = talk;
  const key = body.idempotencyKey;
  const heard = Promise.withResolvers<string | undefined>();
  const conversation = memory.nextConversation;
  memory.nextConversation = conversation.then((id) => id ?? heard.promise);
  keepUnheard(talk.workspace, body);
  try {
    const conversationId = await conversation;
    if (signal.aborted) return;
    const place = conversationId !== undefined && !isAsSent && { conversationId };
    await send(talk, { ...body, ...place }, { signal, onConversation: heard.resolve });
  } catch (error) {
    if (!signal.aborted) failTurn(talk, key, error);
  } finally {
    heard.resolve(undefined);
    endReading(memory, key, signal);
  }
}

async function send(
  talk: Talk,
  body: TurnBody,
  { signal, onConversation }: { signal: AbortSignal; onConversation: (id: string) => void },
): Promise<void> {
  const { workspace, memory } = talk;
  const { idempotencyKey: key, message } = body;
  memory.bodies.set(key, body);
  keepUnheard(workspace, body);
  const onEvents = (events: ChatEvent[]) => {
    hearEvents(talk, { key, question: message }, events);
    for (const event of events) if ("turn" in event) onConversation(event.turn.conversationId);
  };
  const reading = { workspace, signal, onEvents };
  await runTurn({ ...reading, body }).catch((error: unknown) => {
    // A later message of this visitor took its place in the line: that one's turn answers both.
    if (!(error instanceof ApiFailure) || error.code !== "superseded" || !error.turnId) throw error;
    const later = keyAfter(memory, key);
    if (later !== undefined) return join(talk, key, later);
    // It came from another window.
    return followTurn({ ...reading, turnId: error.turnId });
  });
  talk.dispatch({ type: "ended", key });
}

/** What was asked here next and is not answered yet. */
function keyAfter({ readings }: TalkMemory, key: string): string | undefined {
  const keys = [...readings.keys()];
  return keys[keys.indexOf(key) + 1];
}

function join({ workspace, memory, dispatch }: Talk, key: string, later: string): void {
  forgetUnheard(workspace, key);
  // Asked again, it is both messages, which no earlier request was.
  memory.bodies.delete(later);
  dispatch({ type: "joined", key, into: later });
}

/** 128 random bits; crypto.randomUUID exists only on https and localhost. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
