import { AppError } from "../errors.ts";
import type { FinishReason, TextPart, Usage } from "../models/model.ts";
import { ModelError } from "../models/model-error.ts";
import type { CompletionEnd, CompletionPart } from "./completion-part.ts";
import { stopFilter } from "./stop-filter.ts";

/**
 * A model's own answer as a completion, without a workspace's knowledge; a stop sequence ends the call. Throws
 * AppError; the provider's own words stay in its cause.
 */
export async function* plainParts(
  answer: AsyncIterable<TextPart>,
  stops: string[],
): AsyncGenerator<CompletionPart> {
  const filter = stopFilter(stops);
  let model: string | undefined;
  let end: CompletionEnd = { finishReason: "stop", promptTokens: 0, completionTokens: 0 };
  try {
    for await (const part of answer) {
      if (part.type === "answer-start") model = part.model;
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
  }
  const rest = filter.end();
  if (rest !== "") yield { text: rest };
  yield { end: { ...end, ...(model !== undefined && { model }) } };
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
