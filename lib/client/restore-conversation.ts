import type { ChatEvent } from "../ai/chat-event.ts";
import { ApiFailure, callJson } from "./api-client.ts";
import type { Turn } from "./conversation.ts";
import { followTurn } from "./run-turn.ts";
import { runningTurnId, type StoredConversation, turnsOf } from "./stored-conversation.ts";
import { beginReading, endReading, failTurn, hearEvents, leaveTurns, type Talk } from "./talk.ts";
import { describeFailure } from "./turn-failure.ts";

/** Shows a stored conversation, and its turns to the caller; undefined when it cannot be read. Never throws. */
export async function restoreConversation(talk: Talk, conversationId: string): Promise<Turn[] | undefined> {
  leaveTurns(talk.memory);
  const signal = beginReading(talk.memory, conversationId);
  talk.setStatus("restoring");
  try {
    const stored = await read(talk, conversationId, signal);
    const turnId = runningTurnId(stored);
    if (turnId) void follow(talk, { conversationId, turnId, signal });
    else endReading(talk.memory, conversationId, signal);
    return turnsOf(stored);
  } catch (error) {
    endReading(talk.memory, conversationId, signal);
    if (signal.aborted) return undefined;
    const { code } = describeFailure(error, Date.now());
    talk.setStatus(code === "not_found" || code === "invalid_request" ? "missing" : "unreachable");
    return undefined;
  }
}

async function read(talk: Talk, conversationId: string, signal: AbortSignal): Promise<StoredConversation> {
  const path = `/api/conversations/${encodeURIComponent(conversationId)}`;
  const stored = await callJson<StoredConversation>(talk.workspace, path, { signal });
  talk.memory.nextConversation = Promise.resolve(conversationId);
  talk.dispatch({ type: "opened", conversationId, turns: turnsOf(stored) });
  talk.setStatus("ready");
  return stored;
}

/** Goes on with a turn that was already running when the page opened; its stored end is read where that fails. */
async function follow(
  talk: Talk,
  { conversationId, turnId, signal }: { conversationId: string; turnId: string; signal: AbortSignal },
): Promise<void> {
  const onEvents = (events: ChatEvent[]) => hearEvents(talk, { key: turnId, question: "" }, events);
  try {
    await followTurn({ workspace: talk.workspace, signal, turnId, onEvents });
    talk.dispatch({ type: "ended", key: turnId });
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof ApiFailure)
      await read(talk, conversationId, signal).catch(() => failTurn(talk, turnId, error));
    else failTurn(talk, turnId, error);
  } finally {
    endReading(talk.memory, conversationId, signal);
  }
}
