import type { Breaker, Outcome } from "./breaker.ts";
import type { TextModel, TextPart, TextRequest } from "./model.ts";
import { ModelError } from "./model-error.ts";

/**
 * A model that is not asked while its breaker is open: ModelError `breaker_open`, with the time until the next
 * probe. A call counts by how it ended, a stream that broke after its first words too; what the request was to
 * blame for, and a caller who stopped, does not.
 */
export function withBreaker(model: TextModel, breaker: Breaker): TextModel {
  return { ...model, streamText };

  async function* streamText(request: TextRequest, signal: AbortSignal): AsyncGenerator<TextPart> {
    signal.throwIfAborted();
    const leave = breaker.enter();
    if (!leave) throw breakerOpen(breaker);
    let outcome: Outcome = "unknown";
    try {
      for await (const part of model.streamText(request, signal)) {
        if (part.type === "finish") outcome = "healthy";
        yield part;
      }
    } catch (error) {
      outcome = outcomeOf(error, signal);
      throw error;
    } finally {
      leave(outcome);
    }
  }
}

/** What is thrown instead of asking. */
export function breakerOpen(breaker: Breaker): ModelError {
  const message = `${breaker.provider}: ${breaker.model} is left alone after several faults`;
  // While a probe is out nobody knows; the least that makes sense is a second.
  return new ModelError("breaker_open", message, { retryAfterMs: breaker.restMs() || 1_000 });
}

/** What an error says about a model's health; a request that was refused for itself shows that somebody is there. */
export function outcomeOf(error: unknown, signal: AbortSignal | undefined): Outcome {
  if (signal?.aborted || !(error instanceof ModelError)) return "unknown";
  if (error.countsAgainstHealth) return "unhealthy";
  return error.reason === "rate_limited" ? "unknown" : "healthy";
}
