import type { Attempt } from "../models/attempt.ts";
import type { FinishReason, ModelMessage, TextModel, Usage } from "../models/model.ts";
import { ModelError } from "../models/model-error.ts";
import { metered } from "./metered-model.ts";

export type GenerateRequest = {
  system: string;
  messages: ModelMessage[];
  temperature: number;
  maxTokens: number;
};

export type GenerateOptions = {
  /** The first is asked up to `retryAttempts` times, the others once each, in their order. */
  models: TextModel[];
  retryAttempts: number;
  /** Before the second attempt; doubled with each further one. */
  retryDelayMs: number;
  /** Told of each call to a provider when it has ended. */
  onAttempt: (attempt: Attempt) => void;
  now: () => number;
  wait: (ms: number) => Promise<void>;
  signal: AbortSignal;
};

export type Generated = {
  content: string;
  provider: string;
  model: string;
  reason: FinishReason;
  usage: Usage | null;
  retryCount: number;
  fallbackUsed: boolean;
};

/** No wait that a provider asks for is longer than a caller would wait. */
const longestWaitMs = 30_000;

/**
 * One whole answer: retried where that can help, with the wait the provider asks for or a growing one of our own,
 * then asked of the next model. Throws the first model's ModelError when none answered.
 */
export async function generate(request: GenerateRequest, options: GenerateOptions): Promise<Generated> {
  let first: unknown;
  let asked = 0;
  for (const [index, model] of options.models.entries()) {
    const most = index === 0 ? options.retryAttempts : 1;
    for (let attempt = 0; attempt < most; attempt += 1) {
      const told = (one: Attempt) => options.onAttempt({ ...one, retry: attempt, fallback: index > 0 });
      try {
        const whole = await readWhole(
          metered(model, { onAttempt: told, now: options.now }),
          request,
          options.signal,
        );
        const { provider, model: name } = model;
        return { ...whole, provider, model: name, retryCount: asked, fallbackUsed: index > 0 };
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        first ??= error;
        asked += 1;
        if (!error.retryable || attempt === most - 1) break;
        await options.wait(delayBefore(error, attempt, options.retryDelayMs));
      }
    }
  }
  throw first;
}

async function readWhole(
  model: TextModel,
  request: GenerateRequest,
  signal: AbortSignal,
): Promise<{ content: string; reason: FinishReason; usage: Usage | null }> {
  let content = "";
  for await (const part of model.streamText(request, signal)) {
    if (part.type === "text") content += part.text;
    if (part.type === "finish") return { content, reason: part.reason, usage: part.usage };
  }
  throw new ModelError("cut_off", "the answer ended without an end");
}

/** Doubled each time, and up to a quarter more at random, so that many callers do not come back together. */
function delayBefore({ retryAfterMs = 0 }: ModelError, attempt: number, delayMs: number): number {
  const growing = delayMs * 2 ** attempt * (1 + Math.random() / 4);
  return Math.min(Math.max(retryAfterMs, growing), longestWaitMs);
}
