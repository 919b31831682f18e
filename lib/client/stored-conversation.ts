import type { Citation, Source, TurnMeta } from "../ai/chat-event.ts";
import type { WireError } from "../errors.ts";
import type { PageCard, Turn, TurnFailure } from "./conversation.ts";
import { appendMarkdown, noMarkdown } from "./markdown-blocks.ts";

/** One side of a turn as `GET /api/conversations/:id` gives it. */
export type StoredMessage = {
  id: string;
  turnId: string;
  role: "user" | "assistant";
  content: string;
  mode: "text" | "generate";
  page?: PageCard | null;
  sources?: Source[] | null;
  citations?: Citation[] | null;
  followUps?: string[] | null;
  meta?: TurnMeta | null;
  /** `running` while the turn is still being answered. */
  status: "running" | "answered" | "stopped" | "failed";
  error?: WireError;
  createdAt: string;
  rating?: 1 | -1 | null;
};

export type StoredConversation = { id: string; title: string; messages: StoredMessage[] };

const noAnswer: TurnFailure = {
  code: "internal",
  sentence: "This message got no answer. It is kept; ask it again.",
};

/** A stored conversation as turns, in the order in which they were asked. */
export function turnsOf(stored: StoredConversation): Turn[] {
  const byTurn = Map.groupBy(stored.messages, (message) => message.turnId);
  return [...byTurn].map(([turnId, messages]) => turnOf(turnId, messages));
}

/** The turn that is still being answered on the server, to be read as it goes on. */
export function runningTurnId(stored: StoredConversation): string | undefined {
  const last = stored.messages.at(-1);
  return last?.status === "running" ? last.turnId : undefined;
}

function turnOf(turnId: string, messages: StoredMessage[]): Turn {
  const questions = messages.filter((message) => message.role === "user");
  const answer = messages.find((message) => message.role === "assistant");
  const running = messages.some((message) => message.status === "running");
  const failed = !running && answer?.status !== "answered" && answer?.status !== "stopped";
  return {
    key: turnId,
    turnId,
    question: questions.map((message) => message.content).join("\n"),
    mode: answer?.mode ?? questions[0]?.mode ?? "text",
    phase: running ? "waiting" : "settled",
    blocks: appendMarkdown(noMarkdown, answer?.content ?? ""),
    sources: answer?.sources ?? [],
    citations: answer?.citations ?? [],
    followUps: answer?.followUps ?? [],
    ...(answer?.page && { page: answer.page }),
    ...(answer?.meta && { meta: answer.meta }),
    ...((answer?.meta?.stopped || answer?.status === "stopped") && { stopped: true as const }),
    ...(failed && { failure: failureOf(answer) }),
    ...(answer?.rating && { rating: answer.rating }),
  };
}

function failureOf(answer: StoredMessage | undefined): TurnFailure {
  return answer?.error ? { code: answer.error.code, sentence: answer.error.message } : noAnswer;
}
