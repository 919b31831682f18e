import type { ServerResponse } from "node:http";
import { type RunningTurn, turnReader } from "../ai/running-turns.ts";
import { keepAliveFrame, keepAliveMs } from "../sse.ts";

/**
 * Writes a turn's stream to Node's own response: the web stream that would lie between the two costs more than
 * everything else a token goes through. Waits for a reader who is slow, and ends with one who has left.
 */
export async function writeTurn(
  turn: RunningTurn,
  headers: Headers,
  response: ServerResponse,
): Promise<void> {
  response.setHeaders(headers);
  const reader = turnReader(turn);
  const keepAlive = setInterval(() => {
    if (!response.writableNeedDrain) response.write(keepAliveFrame);
  }, keepAliveMs).unref();
  response.once("close", () => clearInterval(keepAlive));
  for (let done = false; !done && !response.destroyed; ) {
    const next = await reader.next();
    if (response.destroyed) return;
    done = next.done;
    if (done) response.end(next.text);
    else if (!response.write(next.text)) await drained(response);
  }
}

/** Or closed. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    };
    response.once("drain", done);
    response.once("close", done);
  });
}
