"use client";

import { useReducer, useRef, useState } from "react";
import type { ChatEvent, TurnMeta } from "@/lib/ai/chat-event.ts";
import { ApiFailure, callApi, callJson } from "@/lib/client/api-client.ts";
import {
  emptyConversation,
  type PageCard,
  reduceConversation,
  runningTurn,
  type Turn,
} from "@/lib/client/conversation.ts";
import { followTurn, runTurn, type TurnBody } from "@/lib/client/run-turn.ts";
import { runningTurnId, type StoredConversation, turnsOf } from "@/lib/client/stored-conversation.ts";
import { describeFailure } from "@/lib/client/turn-failure.ts";
import { forgetUnheard, keepUnheard, takeUnheard } from "@/lib/client/unheard-message.ts";

type TurnStart = Extract<ChatEvent, { turn: unknown }>["turn"];

export type ConversationStatus = "ready" | "restoring" | "missing" | "unreachable";

/** `again` asks a turn's question once more: a failed turn gives way, an answered one stays. */
type AskOptions = { mode: Turn["mode"]; voiceId: string | undefined; again?: Turn };

/** The conversation on this page: what it is, and what can be done with it. */
export function useConversation(input: {
  workspace: string;
  isReturning: boolean;
  onTurn: (turn: TurnStart, message: string) => void;
  onPage: (page: PageCard) => void;
  onMeta: (meta: TurnMeta) => void;
}) {
  const { workspace, onTurn, onPage, onMeta } = input;
  const [state, dispatch] = useReducer(reduceConversation, emptyConversation);
  const [status, setStatus] = useState<ConversationStatus>(input.isReturning ? "restoring" : "ready");
  /** What is being read, by the turn's key, in the order of asking. */
  const readings = useRef(new Map<string, AbortController>());
  const nextConversation = useRef<Promise<string | undefined>>(Promise.resolve(undefined));
  const bodies = useRef(new Map<string, TurnBody>());
  const stopped = useRef(new Set<string>());

  /** Reads no more of what was asked so far; the server goes on with it. */
  function leave() {
    for (const reading of readings.current.values()) reading.abort();
    readings.current.clear();
  }

  function beginReading(key: string): AbortSignal {
    const reading = new AbortController();
    readings.current.set(key, reading);
    return reading.signal;
  }

  /** Also while an answer is being written: the message then waits for its end, joined by what is sent after it. */
  async function ask(question: string, options: AskOptions) {
    const { mode, voiceId, again } = options;
    const replaces = again?.failure ? again : undefined;
    // The same request again is the same turn: joined or given again where it went on, else run again, charged once.
    const isOther = replaces?.failure?.code === "conflict";
    const unsent = replaces && !isOther ? bodies.current.get(replaces.key) : undefined;
    const key = unsent?.idempotencyKey ?? newKey();
    const signal = beginReading(key);
    setStatus("ready");
    dispatch({ type: "asked", key, question, mode, ...(replaces && { replaces: replaces.key }) });
    const body = unsent ?? {
      ...{ message: question, mode, idempotencyKey: key },
      ...(voiceId && { personaId: voiceId }),
      ...(again && !replaces && { useCache: false as const }),
    };
    await deliver(body, signal, { isAsSent: unsent !== undefined });
  }

  /**
   * `isAsSent`: the request was made before, and has to be the same. A newcomer has no cookie and no conversation before
   * the first message was heard of: the next one waits for that.
   */
  async function deliver(body: TurnBody, signal: AbortSignal, { isAsSent }: { isAsSent: boolean }) {
    const key = body.idempotencyKey;
    const heard = Promise.withResolvers<string | undefined>();
    const conversation = nextConversation.current;
    nextConversation.current = conversation.then((id) => id ?? heard.promise);
    keepUnheard(workspace, body);
    try {
      const conversationId = await conversation;
      if (signal.aborted) return;
      const place = conversationId !== undefined && !isAsSent && { conversationId };
      await send({ ...body, ...place }, signal, heard.resolve);
    } catch (error) {
      if (!signal.aborted) fail(key, error);
    } finally {
      heard.resolve(undefined);
      endReading(key, signal);
    }
  }

  function endReading(key: string, signal: AbortSignal) {
    if (readings.current.get(key)?.signal === signal) readings.current.delete(key);
  }

  async function send(body: TurnBody, signal: AbortSignal, onConversation: (id: string) => void) {
    const { idempotencyKey: key, message } = body;
    bodies.current.set(key, body);
    keepUnheard(workspace, body);
    const onEvents = (events: ChatEvent[]) => {
      hear(key, message, events);
      for (const event of events) if ("turn" in event) onConversation(event.turn.conversationId);
    };
    const reading = { workspace, signal, onEvents };
    await runTurn({ ...reading, body }).catch((error: unknown) => {
      // A later message of this visitor took its place in the line: that one's turn answers both.
      if (!(error instanceof ApiFailure) || error.code !== "superseded" || !error.turnId) throw error;
      const later = keyAfter(key);
      if (later !== undefined) return join(key, later);
      // It came from another window.
      return followTurn({ ...reading, turnId: error.turnId });
    });
    dispatch({ type: "ended", key });
  }

  /** What was asked here next and is not answered yet. */
  function keyAfter(key: string): string | undefined {
    const keys = [...readings.current.keys()];
    return keys[keys.indexOf(key) + 1];
  }

  function join(key: string, later: string) {
    forgetUnheard(workspace, key);
    // Asked again, it is both messages, which no earlier request was.
    bodies.current.delete(later);
    dispatch({ type: "joined", key, into: later });
  }

  /** Before a reload a message was sent that nothing was heard of: the same request again is the same turn. */
  function askUnheard() {
    for (const body of takeUnheard(workspace)) {
      const { idempotencyKey: key, message, mode } = body;
      dispatch({ type: "asked", key, question: message, mode });
      void deliver(body, beginReading(key), { isAsSent: true });
    }
  }

  function fail(key: string, error: unknown) {
    if (stopped.current.has(key) || isRefusal(error)) forgetUnheard(workspace, key);
    if (stopped.current.has(key)) dispatch({ type: "stopped", key });
    else dispatch({ type: "failed", key, failure: describeFailure(error, Date.now()) });
  }

  function hear(key: string, question: string, events: ChatEvent[]) {
    dispatch({ type: "events", key, events });
    for (const event of events) {
      if ("page" in event) onPage(event.page);
      if ("meta" in event) onMeta(event.meta);
      if (!("turn" in event)) continue;
      forgetUnheard(workspace, key);
      nextConversation.current = Promise.resolve(event.turn.conversationId);
      onTurn(event.turn, question);
    }
  }

  /** Ends the running answer. Before its first word its id is unknown: the key of the request stands for it. */
  async function stop() {
    const turn = runningTurn(state);
    if (!turn) return;
    stopped.current.add(turn.key);
    const path = `/api/chat/${turn.turnId ?? turn.key}/stop`;
    const isStopped = await callApi(workspace, path, { method: "POST" }).catch(() => null);
    if (isStopped) return;
    readings.current.get(turn.key)?.abort();
    readings.current.delete(turn.key);
    dispatch({ type: "stopped", key: turn.key });
  }

  /** Shows a stored conversation, and its turns to the caller; undefined when it cannot be read. */
  async function open(conversationId: string): Promise<Turn[] | undefined> {
    leave();
    const signal = beginReading(conversationId);
    setStatus("restoring");
    try {
      const stored = await read(conversationId, signal);
      const turnId = runningTurnId(stored);
      if (turnId) void follow(conversationId, turnId, signal);
      else endReading(conversationId, signal);
      return turnsOf(stored);
    } catch (error) {
      endReading(conversationId, signal);
      if (signal.aborted) return undefined;
      const { code } = describeFailure(error, Date.now());
      setStatus(code === "not_found" || code === "invalid_request" ? "missing" : "unreachable");
      return undefined;
    }
  }

  async function read(conversationId: string, signal: AbortSignal): Promise<StoredConversation> {
    const path = `/api/conversations/${encodeURIComponent(conversationId)}`;
    const stored = await callJson<StoredConversation>(workspace, path, { signal });
    nextConversation.current = Promise.resolve(conversationId);
    dispatch({ type: "opened", conversationId, turns: turnsOf(stored) });
    setStatus("ready");
    return stored;
  }

  /** Goes on with a turn that was already running when the page opened; its stored end is read where that fails. */
  async function follow(conversationId: string, turnId: string, signal: AbortSignal) {
    const onEvents = (events: ChatEvent[]) => hear(turnId, "", events);
    try {
      await followTurn({ workspace, signal, turnId, onEvents });
      dispatch({ type: "ended", key: turnId });
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiFailure) await read(conversationId, signal).catch(() => fail(turnId, error));
      else fail(turnId, error);
    } finally {
      endReading(conversationId, signal);
    }
  }

  /** A new conversation; the server is told at once, so that the next message does not wait for it. */
  function clear() {
    forget();
    nextConversation.current = callJson<{ id: string }>(workspace, "/api/conversations", {
      method: "POST",
    }).then(
      ({ id }) => id,
      () => undefined,
    );
  }

  /** An empty page; the server decides where the next message belongs. */
  function forget() {
    leave();
    dispatch({ type: "cleared" });
    setStatus("ready");
    nextConversation.current = Promise.resolve(undefined);
  }

  return { state, status, setStatus, dispatch, ask, askUnheard, stop, open, clear, forget };
}

/** The server has said something, if only no. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiFailure && error.code !== "unreachable";
}

/** 128 random bits; crypto.randomUUID exists only on https and localhost. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
