import { AppError } from "../errors.ts";
import type { FinishReason, TextModel, Usage } from "../models/model.ts";
import { ModelError } from "../models/model-error.ts";
import type { CompletionEnd, CompletionPart } from "./completion-part.ts";
import type { CompletionOrder } from "./completion-request.ts";
import { stopFilter } from "./stop-filter.ts";

const usualMaxTokens = 1000;

/** A model's own answer, without a workspace's knowledge. Throws AppError; the provider's own words stay in its cause. */
export async function* plainParts(
  model: TextModel,
  order: CompletionOrder,
  signal: AbortSignal,
): AsyncGenerator<CompletionPart> {
  const filter = stopFilter(order.stop);
  const stopped = new AbortController();
  let end: CompletionEnd = { finishReason: "stop", promptTokens: 0, completionTokens: 0 };
  try {
    const request = {
      system: order.instructions ?? "Answer the user.",
      messages: order.messages,
      ...order.tools,
      maxTokens: order.maxTokens ?? usualMaxTokens,
      ...(order.temperature !== undefined && { temperature: order.temperature }),
      ...(order.jsonSchema && { jsonSchema: order.jsonSchema }),
    };
    for await (const part of model.streamText(request, AbortSignal.any([signal, stopped.signal]))) {
      if (part.type === "finish") end = endOf(part);
      if (part.type === "tool-call") {
        const { id, name, arguments: text } = part;
        yield { toolCall: { id, name, arguments: text } };
      }
      if (part.type !== "text") continue;
      const text = filter.read(part.text);
      if (text !== "") yield { text };
      if (filter.stopped) break;
    }
  } catch (error) {
    throw error instanceof ModelError ? refusalOf(error) : error;
  } finally {
    stopped.abort();
  }
  const rest = filter.end();
  if (rest !== "") yield { text: rest };
  yield { end };
}

function endOf({ reason, usage }: { reason: FinishReason; usage: Usage | null }): CompletionEnd {
  return {
    finishReason: reason === "filter" || reason === "refusal" ? "content_filter" : reason,
    promptTokens: usage?.promptTokens ?? 0,
    completionTokens: usage?.completionTokens ?? 0,
  };
}

function refusalOf(cause: ModelError): AppError {
  switch (cause.reason) {
    case "context_length":
      return new AppError("invalid_request", {
        message: "The messages are longer than the model can read.",
        field: "messages",
        cause,
      });
    case "filtered":
      return new AppError("invalid_request", {
        message: "The model's provider refuses these messages.",
        field: "messages",
        cause,
      });
    case "bad_request":
      return new AppError("invalid_request", { message: "The model does not take this request.", cause });
    default:
      return new AppError("provider_unavailable", {
        message: "The model cannot answer right now. Try again in a moment.",
        retryAfterSeconds: Math.ceil((cause.retryAfterMs ?? 10_000) / 1000),
        cause,
      });
  }
}
