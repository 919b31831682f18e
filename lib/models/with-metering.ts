import type { Attempt } from "./attempt.ts";
import { estimateUsage } from "./estimate-usage.ts";
import type { TextModel, TextPart, TextRequest, Usage } from "./model.ts";
import { ModelError, type ModelErrorReason } from "./model-error.ts";
import { costUsd, priceVersion } from "./prices.ts";

/** Milliseconds since the epoch. */
type Clock = { now?: () => number };

const nothing: Usage = { promptTokens: 0, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0 };

/** Faults with which a provider turns a request away, or never sees it: before any text, nobody charges for one. */
const turnedAway = new Set<ModelErrorReason>([
  "connection",
  "rate_limited",
  "overloaded",
  "server",
  "unauthorized",
  "no_such_model",
  "bad_request",
  "context_length",
]);

/**
 * A model whose every call is told as one Attempt through `request.onAttempt`, however it ends: whole, failed,
 * or interrupted by a signal or by a reader who left. Innermost of what decides about calls, since each of
 * them costs money. A whole answer is told before its last part is passed on.
 */
export function withMetering(model: TextModel, { now = Date.now }: Clock = {}): TextModel {
  return { ...model, streamText };

  async function* streamText(request: TextRequest, signal: AbortSignal): AsyncGenerator<TextPart> {
    signal.throwIfAborted();
    const startedAt = now();
    let firstTextAt: number | null = null;
    let received = 0;
    let told = false;

    function tell(error: Attempt["error"], reported: Usage | null): void {
      if (told) return;
      told = true;
      const refused = received === 0 && error !== null && error !== "stopped" && turnedAway.has(error);
      const usage = reported ?? (refused ? nothing : estimateUsage(request, received));
      request.onAttempt?.({
        provider: model.provider,
        model: model.model,
        startedAt,
        latencyMs: now() - startedAt,
        firstTokenMs: firstTextAt === null ? null : firstTextAt - startedAt,
        error,
        usage,
        estimated: reported === null,
        costUsd: costUsd(model, usage),
        priceVersion,
        retry: 0,
        fallback: false,
      });
    }

    try {
      for await (const part of model.streamText(request, signal)) {
        if (part.type === "text") {
          firstTextAt ??= now();
          received += part.text.length;
        }
        if (part.type === "tool-call") received += part.name.length + part.arguments.length;
        if (part.type === "finish") tell(null, part.usage);
        yield part;
      }
    } catch (error) {
      tell(!signal.aborted && error instanceof ModelError ? error.reason : "stopped", null);
      throw error;
    } finally {
      tell("stopped", null);
    }
  }
}
