import type { EndpointLoad } from "./endpoint-load.ts";
import { estimatePrompt } from "./estimate-usage.ts";
import type { TextModel, TextPart, TextRequest } from "./model.ts";
import { ModelError, type ModelErrorReason } from "./model-error.ts";

export type EndpointModel = { model: TextModel; load: EndpointLoad };

/** Rest of an endpoint whose provider did not say how long, where there is another. */
const restMs = 1_000;

/** What another endpoint would answer in the same way, or what has taken too long already. */
const sameElsewhere = new Set<ModelErrorReason>(["bad_request", "context_length", "filtered", "timeout"]);

/**
 * One model over several keys or addresses of its provider: the one with the fewest calls for its weight is asked
 * first, one that was told to wait or has nothing left rests, and a fault before the first text is answered by
 * the next at once. When all of them rest nobody is asked: ModelError `rate_limited` with the shortest wait.
 */
export function withEndpoints(endpoints: EndpointModel[]): TextModel {
  const { provider, model } = firstOf(endpoints);
  return { provider, model, streamText };

  async function* streamText(request: TextRequest, signal: AbortSignal): AsyncGenerator<TextPart> {
    const errors: ModelError[] = [];
    let failed: ModelError | undefined;
    for (const { model: at, load } of leastBusyFirst(endpoints)) {
      signal.throwIfAborted();
      const tokens = load.countsTokens() ? estimatePrompt(request) + request.maxTokens : 0;
      const wait = load.restMs(tokens);
      if (wait > 0) {
        errors.push(resting({ provider, model }, wait));
        continue;
      }
      const leave = load.enter(tokens);
      let begun = false;
      try {
        if (failed) yield { type: "attempt-failed", provider, model, error: failed };
        for await (const part of at.streamText(request, signal)) {
          begun ||= part.type !== "attempt-failed";
          yield part;
        }
        return;
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        noteLimit(error, load, endpoints.length);
        if (begun || sameElsewhere.has(error.reason)) throw error;
        errors.push(error);
        failed = error;
      } finally {
        leave();
      }
    }
    throw soonest(errors);
  }
}

function firstOf(endpoints: EndpointModel[]): TextModel {
  const [first] = endpoints;
  if (!first) throw new Error("A model needs at least one endpoint.");
  return first.model;
}

/** Endpoints in the order in which they should be asked; equals in turn, since the one just used is busy. */
export function leastBusyFirst<Loaded extends { load: EndpointLoad }>(endpoints: Loaded[]): Loaded[] {
  return endpoints.length === 1
    ? endpoints
    : endpoints.toSorted((a, b) => a.load.busyness() - b.load.busyness());
}

/** Rests an endpoint that was told to wait. */
export function noteLimit(error: ModelError, load: EndpointLoad, endpoints: number): void {
  if (error.reason !== "rate_limited") return;
  load.rest(error.retryAfterMs ?? (endpoints > 1 ? restMs : 0));
}

/** What is thrown when nobody may be asked. */
export function resting(
  { provider, model }: { provider: string; model: string },
  waitMs: number,
): ModelError {
  return new ModelError("rate_limited", `${provider}: ${model} has nothing left for now`, {
    retryAfterMs: waitMs,
  });
}

/** Of several endpoints' faults the one that says when to come back first; else the last. */
export function soonest(errors: ModelError[]): ModelError {
  const waiting = errors.filter(({ retryAfterMs }) => retryAfterMs !== undefined);
  const [first] = waiting.toSorted((a, b) => (a.retryAfterMs ?? 0) - (b.retryAfterMs ?? 0));
  return first ?? errors.at(-1) ?? new ModelError("server", "no endpoint could be asked");
}
