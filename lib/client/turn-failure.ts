import { ApiFailure } from "./api-client.ts";
import type { TurnFailure } from "./conversation.ts";
import { ConnectionLost } from "./read-events.ts";

/** What a visitor is told when a turn failed, and from when (ms since 1970) a new try makes sense. */
export function describeFailure(error: unknown, now: number): TurnFailure {
  if (error instanceof ConnectionLost) {
    return {
      code: "connection_lost",
      sentence: "The connection was lost. What arrived is kept, and the answer is finished on the server.",
      canLoadRest: true,
    };
  }
  if (!(error instanceof ApiFailure)) {
    return {
      code: "internal",
      sentence: "Something went wrong on this page. Your message is kept; try again.",
    };
  }
  const { code, message, retryAfterSeconds } = error;
  return {
    code,
    sentence: message,
    ...(code === "superseded" && { canLoadRest: true as const }),
    ...(retryAfterSeconds !== undefined && { retryAt: now + retryAfterSeconds * 1000 }),
  };
}
