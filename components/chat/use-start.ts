"use client";

import { useEffect, useEffectEvent } from "react";
import type { PageCard } from "@/lib/client/conversation.ts";
import type { StartAddress } from "./use-address.ts";
import type { useConversation } from "./use-conversation.ts";
import type { useVisitor } from "./use-visitor.ts";

/** So long after the first view, the parts that it did not need are fetched. */
const restMs = 300;

/**
 * Brings back what was open: the conversation in the address, else the one this browser was in, and the page
 * beside it. Returns a way to try that again.
 */
export function useStart(input: {
  start: StartAddress;
  talk: ReturnType<typeof useConversation>;
  visitor: ReturnType<typeof useVisitor>;
  onAsk: (question: string) => void;
  onPage: (card: PageCard) => void;
}): () => void {
  const { start, talk, visitor, onAsk, onPage } = input;

  async function begin(signal: AbortSignal) {
    const linked = start.conversationId ? talk.open(start.conversationId) : undefined;
    const session = await visitor.load(signal).catch(() => null);
    if (signal.aborted) return;
    const current = session?.visitorId ? session.conversationId : null;
    const turns = await (linked ?? (current ? openQuietly(current) : nothingToOpen(session !== null)));
    const card = turns?.findLast((turn) => turn.page?.pageId === start.pageId)?.page;
    if (card) onPage(card);
    // A newcomer whose cookie had not come yet; somebody known finds the message in the conversation.
    if (session && !session.visitorId && !linked && talk.state.turns.length === 0) talk.askUnheard();
  }

  /** The conversation a browser was in may have no message yet: that is an empty page, not an error. */
  async function openQuietly(conversationId: string) {
    if (talk.state.turns.length > 0) return undefined;
    const turns = await talk.open(conversationId);
    talk.setStatus((status) => (status === "missing" ? "ready" : status));
    return turns;
  }

  function nothingToOpen(isCertain: boolean) {
    talk.setStatus((status) => (status !== "restoring" ? status : isCertain ? "ready" : "unreachable"));
    return undefined;
  }

  const beginNow = useEffectEvent((signal: AbortSignal) => {
    if (start.ask) onAsk(start.ask);
    void begin(signal);
  });

  useEffect(() => {
    const controller = new AbortController();
    beginNow(controller.signal);
    const rest = setTimeout(
      () => void Promise.all([import("./markdown.tsx"), import("./sheets.tsx")]),
      restMs,
    );
    return () => {
      controller.abort();
      clearTimeout(rest);
    };
  }, []);

  return () => void begin(new AbortController().signal);
}
