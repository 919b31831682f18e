import { goOnRequest } from "./go-on.ts";
import { isSameModel, keepAttempts } from "./keep-attempts.ts";
import type { TextModel, TextPart, TextRequest } from "./model.ts";
import { ModelError } from "./model-error.ts";
import { overlapTrimmer } from "./trim-overlap.ts";
import { systemTimers, type Timers } from "./with-timeout.ts";

export type FallbackOptions = {
  /** How long all models together may take to the first text, and again to go on after a break. */
  firstTextMs?: number;
  timers?: Timers;
};

/**
 * The first of `models` that answers, in their order: when one fails before its first text, whatever the
 * fault, the next is asked. What failed is told as `attempt-failed` parts (inner wrappers tell theirs the same
 * way), and `answer-start` comes before the first text of each model that writes, with how many attempts were
 * given up until then.
 *
 * When an answer breaks after its first text, the next model goes on with it, or at last the same one once
 * more; what it repeats is left out, so the text parts are one answer. Structured output and tool calls are not
 * gone on with: their fault is thrown as it is. When every model failed before the first text, a ModelError
 * with the first model's reason and the shortest wait that any of them asked for.
 */
export function withFallback(models: TextModel[], options: FallbackOptions = {}): TextModel {
  const { firstTextMs = Number.POSITIVE_INFINITY, timers = systemTimers } = options;
  const first = firstOf(models);
  return { provider: first.provider, model: first.model, streamText };

  async function* streamText(request: TextRequest, signal: AbortSignal): AsyncGenerator<TextPart> {
    const queue = inOrder(models, request);
    const kept = keepAttempts(request, first);
    const broke = new Set<TextModel>();
    const errors: ModelError[] = [];
    let retryCount = 0;
    let said = "";
    let calledTool = false;
    let end = endOf(request);

    for (let current = queue.shift(); current; current = queue.shift()) {
      const { provider, model } = current;
      const goesOn = said !== "";
      const trimmer = goesOn ? overlapTrimmer(said) : null;
      const asked = { ...(goesOn ? goOnRequest(request, said) : request), onAttempt: kept.onAttempt };
      let started = false;
      try {
        for await (const part of current.streamText(within(asked, end, queue.length), signal)) {
          if (part.type === "attempt-failed") {
            retryCount += 1;
          } else if (!started) {
            started = true;
            const fallbackUsed = !isSameModel(first, current);
            yield { type: "answer-start", provider, model, retryCount, fallbackUsed };
          }
          if (part.type === "text") {
            const text = trimmer ? trimmer.read(part.text) : part.text;
            said += text;
            if (text !== "") yield trimmer ? { type: "text", text } : part;
            continue;
          }
          if (part.type === "tool-call") calledTool = true;
          if (part.type === "finish" && trimmer) {
            const rest = trimmer.end();
            if (rest !== "") yield { type: "text", text: rest };
            yield { ...part, usage: kept.total() ?? part.usage };
            continue;
          }
          yield part;
        }
        return;
      } catch (error) {
        if (!(error instanceof ModelError) || calledTool) throw error;
        if (said !== "" && request.jsonSchema) throw error;
        errors.push(error);
        // Behind an open breaker nobody was asked.
        if (error.reason !== "breaker_open") retryCount += 1;
        if (said !== "") end = endOf({});
        if (said !== "" && started && !broke.has(current)) {
          broke.add(current);
          queue.push(current);
        }
        if (queue.length > 0) yield { type: "attempt-failed", provider, model, error };
      }
    }
    throw everyModelFailed(errors);
  }

  function endOf({ firstTextBy = Number.POSITIVE_INFINITY }: Pick<TextRequest, "firstTextBy">): number {
    return Math.min(firstTextBy, timers.now() + firstTextMs);
  }

  /** A model that others stand behind leaves them half of the time. */
  function within(request: TextRequest, end: number, behind: number): TextRequest {
    if (end === Number.POSITIVE_INFINITY) return request;
    const now = timers.now();
    return { ...request, firstTextBy: behind > 0 ? now + (end - now) / 2 : end };
  }
}

function inOrder(models: TextModel[], { lastResort }: TextRequest): TextModel[] {
  if (!lastResort) return [...models];
  const broke = models.filter((model) => isSameModel(model, lastResort));
  return [...models.filter((model) => !broke.includes(model)), ...broke];
}

function firstOf(models: TextModel[]): TextModel {
  const [first] = models;
  if (!first) throw new Error("A fallback needs at least one model.");
  return first;
}

function everyModelFailed(errors: ModelError[]): ModelError {
  const waits = errors.flatMap(({ retryAfterMs }) => retryAfterMs ?? []);
  const reason = errors[0]?.reason ?? "server";
  const message = `no model answered: ${errors.map((error) => error.message).join("; ")}`;
  return new ModelError(reason, message, {
    cause: new AggregateError(errors),
    retryAfterMs: waits.length > 0 ? Math.min(...waits) : undefined,
  });
}
