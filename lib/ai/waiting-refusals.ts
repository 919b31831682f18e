import { AppError } from "../errors.ts";

/** A message waits for its turn no longer than this. */
export const longestWaitMs = 30_000;
/** Characters of a message, and of messages joined. */
export const longestMessage = 4_000;

/** A later message took the place in the line: the turn `turnId` answers both. */
export function superseded(turnId: string): AppError {
  return new AppError("superseded", { turnId });
}

/** What waits and what comes are more than one message may be. */
export function tooLongTogether(): AppError {
  return new AppError("invalid_request", {
    message: `An earlier message still waits for its answer; together they may have at most ${longestMessage.toLocaleString("en")} characters. Both are kept: send this one again when that is answered.`,
    field: "message",
  });
}

/** Nothing became free within `longestWaitMs`. */
export function waitedTooLong(): AppError {
  return new AppError("rate_limited", {
    message:
      "The message before this one is still being answered. Wait for it or stop it, then send this one again.",
    retryAfterSeconds: 5,
  });
}

/** Its sender stopped it, or left, before it began. */
export function stoppedWhileWaiting(): AppError {
  return new AppError("conflict", { message: "The message was stopped before it was answered." });
}
