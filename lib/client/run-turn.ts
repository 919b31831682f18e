import type { ChatEvent } from "../ai/chat-event.ts";
import { callApi } from "./api-client.ts";
import { readEvents } from "./read-events.ts";

export type TurnBody = {
  message: string;
  mode: "text" | "generate";
  conversationId?: string;
  personaId?: string;
  idempotencyKey: string;
  useCache?: false;
};

/**
 * Sends one message and hands over its events as they arrive. Resolves when the turn is complete; throws
 * ApiFailure when it is refused, ConnectionLost when the stream breaks off.
 */
export async function runTurn(input: {
  workspace: string;
  body: TurnBody;
  signal: AbortSignal;
  onEvents: (events: ChatEvent[]) => void;
}): Promise<void> {
  const { workspace, body, signal, onEvents } = input;
  const request = { method: "POST", body, signal, accept: "text/event-stream" } as const;
  const response = await callApi(workspace, "/api/chat", request);
  if (!response.body) return;
  for await (const events of readEvents(response.body)) onEvents(events);
}
