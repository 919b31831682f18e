import type { Citation, Source, TurnMeta } from "./ai/chat-event.ts";
import type { StoredMessage } from "./client/stored-conversation.ts";
import type { WireError } from "./errors.ts";

/** A turn as the database tells it, and the two messages it is to a reader. */

export type StoredTurn = {
  id: string;
  mode: "text" | "generate";
  message: string;
  answer: string | null;
  status: "running" | "answered" | "stopped" | "failed";
  intent: string;
  sources: Source[];
  citations: Citation[];
  followUps: string[];
  meta: TurnMeta | null;
  error: WireError | null;
  page: { pageId: string; type: string; title: string; summary: string } | null;
  rating: 1 | -1 | null;
  createdAt: string;
  endedAt: string | null;
};

/** The visitor's message and, once there is one, the reply. */
export function toMessages(turn: StoredTurn): StoredMessage[] {
  const asked: StoredMessage = {
    id: `${turn.id}-user`,
    turnId: turn.id,
    role: "user",
    content: turn.message,
    mode: turn.mode,
    status: turn.status,
    createdAt: turn.createdAt,
  };
  if (turn.status === "running" && turn.answer === null) return [asked];
  const replied: StoredMessage & { intent: string; pageId?: string } = {
    id: `${turn.id}-assistant`,
    turnId: turn.id,
    role: "assistant",
    content: turn.answer ?? "",
    mode: turn.mode,
    status: turn.status,
    intent: turn.intent,
    sources: turn.sources,
    citations: turn.citations,
    followUps: turn.followUps,
    meta: turn.meta,
    ...(turn.error && { error: turn.error }),
    ...(turn.page && { pageId: turn.page.pageId, page: { ...turn.page, url: `/p/${turn.page.pageId}` } }),
    rating: turn.rating,
    createdAt: turn.endedAt ?? turn.createdAt,
  };
  return [asked, replied];
}
