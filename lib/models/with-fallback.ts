import type { TextModel, TextPart, TextRequest } from "./model.ts";
import { ModelError } from "./model-error.ts";

/**
 * The first of `models` that answers, in their order: when one fails before its first text, whatever the
 * fault, the next is asked. What failed is told as `attempt-failed` parts (inner wrappers tell theirs the same
 * way), and `answer-start` comes before the first text, with the model that answers and how many attempts
 * were given up until then. A fault after the first text is thrown as it is. When every model failed, a
 * ModelError with the first model's reason and the shortest wait that any of them asked for.
 */
export function withFallback(models: TextModel[]): TextModel {
  const [first] = models;
  if (!first) throw new Error("A fallback needs at least one model.");
  return { provider: first.provider, model: first.model, streamText };

  async function* streamText(request: TextRequest, signal: AbortSignal): AsyncGenerator<TextPart> {
    const errors: ModelError[] = [];
    let retryCount = 0;
    for (const [index, { provider, model, streamText: stream }] of models.entries()) {
      let started = false;
      try {
        for await (const part of stream(request, signal)) {
          if (part.type === "attempt-failed") retryCount += 1;
          if (!started && (part.type === "text" || part.type === "finish")) {
            started = true;
            yield { type: "answer-start", provider, model, retryCount, fallbackUsed: index > 0 };
          }
          yield part;
        }
        return;
      } catch (error) {
        if (started || !(error instanceof ModelError)) throw error;
        errors.push(error);
        retryCount += 1;
        if (index < models.length - 1) yield { type: "attempt-failed", provider, model, error };
      }
    }
    throw everyModelFailed(errors);
  }
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
