/** A turn as the database tells it, and the two messages it is to a reader. */

export type StoredTurn = {
  id: string;
  mode: "text" | "generate";
  message: string;
  answer: string | null;
  status: "running" | "answered" | "stopped" | "failed";
  intent: string;
  sources: unknown[];
  citations: unknown[];
  followUps: string[];
  meta: unknown;
  error: unknown;
  page: { pageId: string; type: string; title: string; summary: string } | null;
  rating: number | null;
  createdAt: string;
  endedAt: string | null;
};

/** The visitor's message and, once there is one, the reply. */
export function toMessages(turn: StoredTurn): object[] {
  const asked = {
    id: `${turn.id}-user`,
    turnId: turn.id,
    role: "user",
    content: turn.message,
    mode: turn.mode,
    status: turn.status,
    createdAt: turn.createdAt,
  };
  if (turn.status === "running" && turn.answer === null) return [asked];
  const replied = {
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
    ...(turn.error !== null && { error: turn.error }),
    ...(turn.page && { pageId: turn.page.pageId, page: { ...turn.page, url: `/p/${turn.page.pageId}` } }),
    rating: turn.rating,
    createdAt: turn.endedAt ?? turn.createdAt,
  };
  return [asked, replied];
}
