import { createParser } from "eventsource-parser";
import type { ChatEvent } from "../ai/chat-event.ts";

/**
 * The events of a turn as they arrive: one list per piece of the network, so that a reader draws once for each.
 * `position` is kept at the id of the last frame handed over. Ends after `[DONE]`. Throws ConnectionLost when the stream ends without it.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  position: { lastId: number } = { lastId: 0 },
): AsyncGenerator<ChatEvent[]> {
  let arrived: ChatEvent[] = [];
  let done = false;
  const parser = createParser({
    onEvent({ data, id }) {
      if (id !== undefined) position.lastId = Number(id);
      if (data === "[DONE]") done = true;
      else arrived.push(JSON.parse(data) as ChatEvent);
    },
  });
  const decoder = new TextDecoder();
  for await (const bytes of piecesOf(body)) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    if (arrived.length > 0) yield arrived;
    arrived = [];
    if (done) return;
  }
  throw new ConnectionLost();
}

/** The answer began but did not end: the network is gone, not the turn. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** Nothing for so long is a dead connection: the server writes a line each 15 s, whether or not there is a word. */
const silentMs = 40_000;

/**
 * Not every browser can iterate a stream, and one that breaks off, or falls silent as when a phone changes its network,
 * must read as a lost connection.
 */
async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    while (true) {
      const silence = setTimeout(() => void reader.cancel().catch(() => undefined), silentMs);
      const { value, done } = await reader
        .read()
        .catch(translateBreak)
        .finally(() => clearTimeout(silence));
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

function translateBreak(error: unknown): never {
  if (error instanceof Error && error.name === "AbortError") throw error;
  throw new ConnectionLost();
}
