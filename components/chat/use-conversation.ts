"use client";

import { useReducer, useRef, useState } from "react";
import { callJson } from "@/lib/client/api-client.ts";
import { type AskOptions, askTurn, askUnheardTurns, stopTurn } from "@/lib/client/ask-turn.ts";
import { emptyConversation, reduceConversation, runningTurn } from "@/lib/client/conversation.ts";
import { restoreConversation } from "@/lib/client/restore-conversation.ts";
import { type ConversationStatus, emptyTalkMemory, leaveTurns, type Talk } from "@/lib/client/talk.ts";

/** The conversation on this page: what it is, and what can be done with it. */
export function useConversation(
  input: Pick<Talk, "workspace" | "onTurn" | "onPage" | "onMeta"> & { isReturning: boolean },
) {
  const { isReturning, ...rest } = input;
  const [state, dispatch] = useReducer(reduceConversation, emptyConversation);
  const [status, setStatus] = useState<ConversationStatus>(isReturning ? "restoring" : "ready");
  const memory = useRef(emptyTalkMemory());
  const talk = (): Talk => ({ ...rest, memory: memory.current, dispatch, setStatus });

  async function stop() {
    const turn = runningTurn(state);
    if (turn) await stopTurn(talk(), turn);
  }

  /** An empty page; the server decides where the next message belongs. */
  function forget() {
    leaveTurns(memory.current);
    dispatch({ type: "cleared" });
    setStatus("ready");
    memory.current.nextConversation = Promise.resolve(undefined);
  }

  /** A new conversation; the server is told at once, so that the next message does not wait for it. */
  function clear() {
    forget();
    memory.current.nextConversation = callJson<{ id: string }>(rest.workspace, "/api/conversations", {
      method: "POST",
    }).then(
      ({ id }) => id,
      () => undefined,
    );
  }

  return {
    state,
    status,
    setStatus,
    dispatch,
    ask: (question: string, options: AskOptions) => askTurn(talk(), question, options),
    askUnheard: () => askUnheardTurns(talk()),
    stop,
    open: (conversationId: string) => restoreConversation(talk(), conversationId),
    clear,
    forget,
  };
}
