import type { Attempt } from "./attempt.ts";
import type { Breaker } from "./breaker.ts";
import type { EndpointLoad } from "./endpoint-load.ts";
import { type EmbeddingMeter, type EmbeddingRequest, meteredEmbedding } from "./metered-embedding.ts";
import type { Embedder } from "./model.ts";
import { ModelError } from "./model-error.ts";
import { pause } from "./pause.ts";
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
const usualTimeoutMs = 30_000;

/** An embedder with what text models have: endpoints, breakers, retries, and an account of each request. */
export function withEmbeddingGuard(endpoints: EndpointEmbedder[], guard: EmbeddingGuard): Embedder {
  const first = endpoints[0]?.embedder;
  if (!first) throw new Error("An embedder needs at least one endpoint.");
  const { provider, timers = systemTimers, timeoutMs = usualTimeoutMs, onAttempt } = guard;
  const meter: EmbeddingMeter = { provider, timers, timeoutMs, onAttempt };
  return {
    ...first,
    async embed(texts, kind, signal, _onTokens, owners = []) {
      if (texts.length === 0) return [];
      const request = { texts, kind, signal, owners };
      return retried(() => atOneEndpoint(endpoints, request, meter), { ...guard, signal, timers });
    },
  };
}

/** Tries again what can succeed then, each time after a wait twice as long, or as long as the provider asks for. */
async function retried<Result>(
  attempt: () => Promise<Result>,
  { attempts, delayMs, signal, timers }: EmbeddingGuard & { signal: AbortSignal | undefined; timers: Timers },
): Promise<Result> {
  for (let left = attempts - 1, restMs = delayMs; ; left -= 1, restMs *= 2) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ModelError) || !error.retryable || left === 0) throw error;
      const waitMs = Math.max(restMs * (0.5 + Math.random() / 2), error.retryAfterMs ?? 0);
      if (waitMs > longestWaitMs) throw error;
      await pause(waitMs, { signal: signal ?? new AbortController().signal, timers });
    }
  }
}

/** The first endpoint that answers, the least busy asked first. Throws what will pass soonest when none does. */
async function atOneEndpoint(
  endpoints: EndpointEmbedder[],
  request: EmbeddingRequest,
  meter: EmbeddingMeter,
): Promise<number[][]> {
  const errors: ModelError[] = [];
  for (const { embedder, load, breaker } of leastBusyFirst(endpoints)) {
    const wait = load.restMs(0);
    const leave = wait > 0 ? null : breaker.enter();
    if (!leave) {
      const named = { provider: meter.provider, model: embedder.model };
      errors.push(wait > 0 ? resting(named, wait) : breakerOpen(breaker));
      continue;
    }
    const done = load.enter(0);
    try {
      const vectors = await meteredEmbedding(embedder, request, meter);
      leave("healthy");
      return vectors;
    } catch (error) {
      leave(outcomeOf(error, request.signal));
      if (!(error instanceof ModelError) || error.reason === "bad_request") throw error;
      noteLimit(error, load, endpoints.length);
      errors.push(error);
    } finally {
      done();
    }
  }
  throw soonest(errors);
}
