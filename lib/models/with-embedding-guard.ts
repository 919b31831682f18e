import type { Attempt } from "./attempt.ts";
import type { Breaker } from "./breaker.ts";
import type { EndpointLoad } from "./endpoint-load.ts";
import { estimateTokens } from "./estimate-usage.ts";
import type { Embedder } from "./model.ts";
import { ModelError } from "./model-error.ts";
import { pause } from "./pause.ts";
import { embeddingCostUsd, priceVersion } from "./prices.ts";
import { breakerOpen, outcomeOf } from "./with-breaker.ts";
import { leastBusyFirst, noteLimit, resting, soonest } from "./with-endpoints.ts";
import { systemTimers, type Timers } from "./with-timeout.ts";

export type EndpointEmbedder = { embedder: Embedder; load: EndpointLoad; breaker: Breaker };

export type EmbeddingGuard = {
  provider: string;
  /** In all, the first one included. */
  attempts: number;
  delayMs: number;
  /** How long one request may take. */
  timeoutMs?: number;
  timers?: Timers;
  /** Told of each request to the provider when it has ended. Must not throw. */
  onAttempt?: ((attempt: Attempt, owners: string[]) => void) | undefined;
};

/** Waits asked for beyond this are not waited for: whoever asked has given up by then. */
const longestWaitMs = 30_000;

/** An embedder with what text models have: endpoints, breakers, retries, and an account of each request. */
export function withEmbeddingGuard(endpoints: EndpointEmbedder[], guard: EmbeddingGuard): Embedder {
  const first = endpoints[0]?.embedder;
  if (!first) throw new Error("An embedder needs at least one endpoint.");
  const named = { provider: guard.provider, model: first.model };
  const { timers = systemTimers, timeoutMs = 30_000 } = guard;
  return { ...first, embed };

  async function embed(
    texts: string[],
    kind: "question" | "passage",
    signal?: AbortSignal,
    _onTokens?: (tokens: number) => void,
    owners: string[] = [],
  ) {
    if (texts.length === 0) return [];
    let delayMs = guard.delayMs;
    for (let left = guard.attempts - 1; ; left -= 1) {
      try {
        return await once(texts, kind, signal, owners);
      } catch (error) {
        if (!(error instanceof ModelError) || !error.retryable || left === 0) throw error;
        const waitMs = Math.max(delayMs * (0.5 + Math.random() / 2), error.retryAfterMs ?? 0);
        if (waitMs > longestWaitMs) throw error;
        delayMs *= 2;
        await pause(waitMs, { signal: signal ?? new AbortController().signal, timers });
      }
    }
  }

  async function once(
    texts: string[],
    kind: "question" | "passage",
    signal: AbortSignal | undefined,
    owners: string[],
  ) {
    const errors: ModelError[] = [];
    for (const endpoint of leastBusyFirst(endpoints)) {
      const { load, breaker } = endpoint;
      const wait = load.restMs(0);
      const leave = wait > 0 ? null : breaker.enter();
      if (!leave) {
        errors.push(wait > 0 ? resting(named, wait) : breakerOpen(breaker));
        continue;
      }
      const done = load.enter(0);
      try {
        const vectors = await metered(endpoint.embedder, texts, kind, signal, owners);
        leave("healthy");
        return vectors;
      } catch (error) {
        leave(outcomeOf(error, signal));
        if (!(error instanceof ModelError) || error.reason === "bad_request") throw error;
        noteLimit(error, load, endpoints.length);
        errors.push(error);
      } finally {
        done();
      }
    }
    throw soonest(errors);
  }

  async function metered(
    embedder: Embedder,
    texts: string[],
    kind: "question" | "passage",
    signal: AbortSignal | undefined,
    owners: string[],
  ): Promise<number[][]> {
    const startedAt = Date.now();
    let reported: number | null = null;
    let error: Attempt["error"] = "stopped";
    const given = new AbortController();
    const passOn = () => given.abort(signal?.reason);
    signal?.addEventListener("abort", passOn, { once: true });
    const tooLong = new ModelError("timeout", `${named.provider}: ${named.model} took too long`);
    const cancel = timers.after(timeoutMs, () => given.abort(tooLong));
    try {
      signal?.throwIfAborted();
      const vectors = await embedder.embed(texts, kind, given.signal, (tokens) => {
        reported = (reported ?? 0) + tokens;
      });
      error = null;
      return vectors;
    } catch (fault) {
      if (fault instanceof ModelError && !signal?.aborted) error = fault.reason;
      throw fault;
    } finally {
      cancel();
      signal?.removeEventListener("abort", passOn);
      guard.onAttempt?.(attemptOf({ startedAt, reported, error, texts }), owners);
    }
  }

  function attemptOf(call: {
    startedAt: number;
    reported: number | null;
    error: Attempt["error"];
    texts: string[];
  }): Attempt {
    const characters = call.texts.reduce((sum, text) => sum + text.length, 0);
    // A failed request is not charged for; one that was interrupted may have been answered.
    const unreported = call.error === null || call.error === "stopped" ? estimateTokens(characters) : 0;
    const promptTokens = call.reported ?? unreported;
    return {
      ...named,
      startedAt: call.startedAt,
      latencyMs: Date.now() - call.startedAt,
      firstTokenMs: null,
      error: call.error,
      usage: { promptTokens, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0 },
      estimated: call.reported === null,
      costUsd: embeddingCostUsd(named, promptTokens),
      priceVersion,
      retry: 0,
      fallback: false,
    };
  }
}
