import type { ChatEvent } from "../ai/chat-event.ts";
import { ApiFailure, callApi } from "./api-client.ts";
import { ConnectionLost, readEvents } from "./read-events.ts";
import { untilNetwork } from "./until-network.ts";

export type TurnBody = {
  message: string;
  mode: "text" | "generate";
  conversationId?: string;
  personaId?: string;
  idempotencyKey: string;
  useCache?: false;
};

/** Where a turn is read, and what is done with it. `pause` waits before a lost connection is tried again. */
export type Reading = {
  workspace: string;
  signal: AbortSignal;
  onEvents: (events: ChatEvent[]) => void;
  pause?: (ms: number) => Promise<void>;
};

/** The waits before the connection is tried again; after the last, with a network, the visitor is asked. */
const pausesMs = [250, 1_000, 2_000, 4_000, 8_000];

/**
 * Sends one message and hands over its events as they arrive. A connection that breaks off is taken up where it
 * broke, without a word twice; before the first frame the request is sent again, which its key makes the same turn.
 * Resolves when the turn is complete; throws ApiFailure when it is refused, ConnectionLost when it stays broken.
 */
export async function runTurn(input: Reading & { body: TurnBody }): Promise<void> {
  const { workspace, body, signal } = input;
  const seen = { turnId: undefined as string | undefined, lastId: 0 };
  const request = { method: "POST", body, signal, accept: "text/event-stream" } as const;
  await persist(input, seen, () =>
    seen.turnId === undefined
      ? callApi(workspace, "/api/chat", request)
      : resumed(input, seen.turnId, seen.lastId),
  );
}

/** Reads a turn that was asked elsewhere, or before a reload: from the beginning, then as it goes on. */
export async function followTurn(input: Reading & { turnId: string }): Promise<void> {
  const seen = { turnId: input.turnId as string | undefined, lastId: 0 };
  await persist(input, seen, () => resumed(input, input.turnId, seen.lastId));
}

type Seen = { turnId: string | undefined; lastId: number };

async function persist(input: Reading, seen: Seen, open: () => Promise<Response>): Promise<void> {
  const { signal, pause = untilNetwork } = input;
  for (let tries = 0; ; tries += 1) {
    const before = seen.lastId;
    try {
      return await read(await open(), input, seen);
    } catch (error) {
      if (signal.aborted || !isLost(error)) throw error;
      // A connection that brought something counts anew.
      if (seen.lastId > before) tries = 0;
      const wait = pausesMs[tries];
      if (wait === undefined) throw seen.turnId === undefined ? error : new ConnectionLost();
      await pause(wait);
      if (signal.aborted) throw error;
    }
  }
}

async function read(response: Response, { onEvents }: Reading, seen: Seen): Promise<void> {
  if (!response.body) return;
  for await (const events of readEvents(response.body, seen)) {
    for (const event of events) if ("turn" in event) seen.turnId = event.turn.turnId;
    onEvents(events);
  }
}

function resumed({ workspace, signal }: Reading, turnId: string, lastId: number): Promise<Response> {
  return callApi(workspace, `/api/chat/${turnId}/stream`, {
    signal,
    accept: "text/event-stream",
    ...(lastId > 0 && { lastEventId: String(lastId) }),
  });
}

function isLost(error: unknown): boolean {
  return error instanceof ConnectionLost || (error instanceof ApiFailure && error.code === "unreachable");
}
