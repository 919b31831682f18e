import { ExponentialBackoff, halfJitterGenerator } from "cockatiel";
import type { TextModel, TextPart, TextRequest } from "./model.ts";
import { ModelError } from "./model-error.ts";
import { pause } from "./pause.ts";
import { systemTimers, type Timers } from "./with-timeout.ts";

export type RetryOptions = {
  /** In all, the first one included. */
  attempts: number;
  /** The longest and twice the shortest wait before the second attempt; both double with each further one. */
  delayMs: number;
  /** Whoever would have to be waited for longer is not asked again. */
  longestWaitMs?: number;
  /** Which faults are worth another attempt; those that can pass by themselves, unless told otherwise. */
  isWorthRetrying?: (error: ModelError) => boolean;
  timers?: Timers;
};

/**
 * A model that is asked again when a fault that can pass comes before its first text: after a jittered,
 * growing wait, or after what the provider asked for (Retry-After) when that is longer, and never past
 * `request.firstTextBy`. Each attempt given up is told as an `attempt-failed` part. The loop is ours since
 * cockatiel's cannot be stopped while it waits and has no place for parts; the waits are cockatiel's.
 */
export function withRetry(model: TextModel, options: RetryOptions): TextModel {
  const { attempts, delayMs, longestWaitMs = 30_000, timers = systemTimers } = options;
  const isWorthRetrying = options.isWorthRetrying ?? ((error: ModelError) => error.retryable);
  const { provider, model: name } = model;
  return { ...model, streamText };

  async function* streamText(request: TextRequest, signal: AbortSignal): AsyncGenerator<TextPart> {
    const nextDelay = delays(delayMs, longestWaitMs);
    for (let left = attempts - 1; ; left -= 1) {
      let begun = false;
      try {
        for await (const part of model.streamText(within(request, left), signal)) {
          begun ||= part.type !== "attempt-failed";
          yield part;
        }
        return;
      } catch (error) {
        if (begun || left === 0 || !(error instanceof ModelError) || !isWorthRetrying(error)) throw error;
        const waitMs = Math.max(nextDelay(), error.retryAfterMs ?? 0);
        if (waitMs > longestWaitMs || timers.now() + waitMs >= (request.firstTextBy ?? Infinity)) throw error;
        yield { type: "attempt-failed", provider, model: name, error };
        await pause(waitMs, { signal, timers });
      }
    }
  }

  /** An attempt that may be followed by another for being silent leaves it half of the time. */
  function within(request: TextRequest, left: number): TextRequest {
    if (request.firstTextBy === undefined || left === 0 || !isWorthRetrying(silence)) return request;
    const now = timers.now();
    return { ...request, firstTextBy: now + (request.firstTextBy - now) / 2 };
  }
}

const silence = new ModelError("timeout", "said nothing");

/** With jitter, so that many who failed together do not come back together. */
function delays(initialDelay: number, maxDelay: number): () => number {
  let backoff = new ExponentialBackoff({ generator: halfJitterGenerator, initialDelay, maxDelay }).next();
  return () => {
    const { duration } = backoff;
    backoff = backoff.next(undefined);
    return duration;
  };
}
