import type { TextModel, TextPart, TextRequest } from "./model.ts";
import { ModelError } from "./model-error.ts";

/** Where time comes from; a test passes its own. `now` is in milliseconds. */
export type Timers = {
  now(): number;
  /** Calls `ring` once after `ms`, unless the returned function is called before. */
  after(ms: number, ring: () => void): () => void;
};

export type TimeoutOptions = { firstTokenMs?: number; betweenTokensMs?: number; timers?: Timers };

export const systemTimers: Timers = {
  now: () => performance.now(),
  after(ms, ring) {
    const timer = setTimeout(ring, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * A model that is given up when it says nothing: 8 s to the first text, 15 s between texts, unless told
 * otherwise, and no longer than `request.firstTextBy` to the first text. Then its upstream connection is closed and ModelError `timeout` is thrown.
 */
export function withTimeout(
  model: TextModel,
  { firstTokenMs = 8_000, betweenTokensMs = 15_000, timers = systemTimers }: TimeoutOptions = {},
): TextModel {
  return { ...model, streamText };

  async function* streamText(request: TextRequest, signal: AbortSignal): AsyncGenerator<TextPart> {
    const given = new AbortController();
    const passOn = () => given.abort(signal.reason);
    signal.throwIfAborted();
    signal.addEventListener("abort", passOn, { once: true });
    const left = (request.firstTextBy ?? Number.POSITIVE_INFINITY) - timers.now();
    const ms = Math.max(0, Math.min(firstTokenMs, left));
    const silence = watch({ timers, ms, tooLong: () => given.abort(timeout(model)) });
    try {
      for await (const part of model.streamText(request, given.signal)) {
        if (part.type === "text") silence.heard(betweenTokensMs);
        yield part;
      }
    } finally {
      silence.end();
      signal.removeEventListener("abort", passOn);
    }
  }
}

function timeout({ provider, model }: TextModel): ModelError {
  return new ModelError("timeout", `${provider}: ${model} said nothing for too long`);
}

type Watch = { timers: Timers; ms: number; tooLong: () => void };

/** One timer for the whole stream, which looks at the clock when it rings: a token costs no timer of its own. */
function watch({ timers, ms, tooLong }: Watch) {
  let deadline = timers.now() + ms;
  let cancel = timers.after(ms, ring);

  function ring() {
    const left = deadline - timers.now();
    if (left <= 0) tooLong();
    else cancel = timers.after(left, ring);
  }

  return {
    heard(nextMs: number) {
      deadline = timers.now() + nextMs;
    },
    end: () => cancel(),
  };
}
