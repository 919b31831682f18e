import { metrics } from "./metrics.ts";
import type { Attempt } from "./models/attempt.ts";
import type { TextModel } from "./models/model.ts";
import { currentTrace, spanAfter } from "./tracing.ts";

/** A model whose every call to a provider is counted, and told as a span where traces are sent. */
export function observedModel(model: TextModel): TextModel {
  return {
    ...model,
    streamText(request, signal) {
      const trace = currentTrace();
      const onAttempt = (attempt: Attempt) => {
        metrics().attemptEnded(attempt);
        spanAfter(trace, attemptSpan(attempt));
        request.onAttempt?.(attempt);
      };
      return model.streamText({ ...request, onAttempt }, signal);
    },
  };
}

/** By OpenTelemetry's semantic conventions for generative AI; never a prompt or an answer. */
function attemptSpan(attempt: Attempt) {
  const { provider, model, usage, error, startedAt, latencyMs, firstTokenMs } = attempt;
  return {
    name: `chat ${model}`,
    kind: "client" as const,
    startedAt,
    endedAt: startedAt + latencyMs,
    error,
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": provider,
      "gen_ai.request.model": model,
      "gen_ai.usage.input_tokens": usage.promptTokens,
      "gen_ai.usage.output_tokens": usage.completionTokens,
      "gen_ai.usage.cache_read.input_tokens": usage.cachedTokens,
      "bevgenie.attempt.retry": attempt.retry,
      "bevgenie.attempt.fallback": attempt.fallback,
      ...(attempt.costUsd !== null && { "bevgenie.cost.usd": attempt.costUsd }),
      ...(firstTokenMs !== null && { "bevgenie.first_token.ms": firstTokenMs }),
      ...(error !== null && { "error.type": error }),
    },
  };
}
