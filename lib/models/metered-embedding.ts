import type { Attempt } from "./attempt.ts";
import { estimateTokens } from "./estimate-usage.ts";
import type { Embedder } from "./model.ts";
import { ModelError } from "./model-error.ts";
import { embeddingCostUsd, priceVersion } from "./prices.ts";
import type { Timers } from "./with-timeout.ts";

/** Texts to be embedded together. `owners` names whose each text is. */
export type EmbeddingRequest = {
  texts: string[];
  kind: "question" | "passage";
  signal: AbortSignal | undefined;
  owners: string[];
};

export type EmbeddingMeter = {
  provider: string;
  /** How long one request may take. */
  timeoutMs: number;
  timers: Timers;
  /** Told of each request to the provider when it has ended. Must not throw. */
  onAttempt: ((attempt: Attempt, owners: string[]) => void) | undefined;
};

/** One request to one endpoint: ended when it takes too long, and told as one Attempt however it ends. Throws as `embed`. */
export async function meteredEmbedding(
  embedder: Embedder,
  { texts, kind, signal, owners }: EmbeddingRequest,
  { provider, timeoutMs, timers, onAttempt }: EmbeddingMeter,
): Promise<number[][]> {
  const named = { provider, model: embedder.model };
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
    onAttempt?.(attemptOf(named, { startedAt, reported, error, texts }), owners);
  }
}

type Ended = { startedAt: number; reported: number | null; error: Attempt["error"]; texts: string[] };

function attemptOf(named: { provider: string; model: string }, call: Ended): Attempt {
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
