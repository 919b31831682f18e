import { approximateTokens } from "../models/approximate-tokens.ts";
import type { Attempt } from "../models/attempt.ts";
import type { TextModel, TextPart, TextRequest, Usage } from "../models/model.ts";
import { ModelError } from "../models/model-error.ts";
import { costUsd, priceVersion } from "../models/prices.ts";

type Metering = { onAttempt: (attempt: Attempt) => void; now: () => number };

/**
 * A model that tells of each call to a provider. Models that tell themselves (`TextRequest.onAttempt`) are
 * believed; of others it is read from their parts, and tokens that nobody reported are estimated.
 */
export function metered(model: TextModel, { onAttempt, now }: Metering): TextModel {
  return { ...model, streamText };

  async function* streamText(request: TextRequest, signal: AbortSignal): AsyncGenerator<TextPart> {
    let tells = false;
    const seen = watchParts(model, request, now);
    const told = (attempt: Attempt) => {
      tells = true;
      onAttempt(attempt);
    };
    let error: unknown;
    let finished = false;
    try {
      for await (const part of model.streamText({ ...request, onAttempt: told }, signal)) {
        seen.part(part);
        finished ||= part.type === "finish";
        yield part;
      }
    } catch (failure) {
      error = failure;
      throw failure;
    } finally {
      if (!tells) for (const attempt of seen.end({ error, finished })) onAttempt(attempt);
    }
  }
}

/** Puts attempts together from what a stream said of them. */
function watchParts(model: TextModel, request: TextRequest, now: () => number) {
  const attempts: Attempt[] = [];
  let author: { provider: string; model: string; fallbackUsed: boolean } = { ...model, fallbackUsed: false };
  let startedAt = now();
  let firstTokenMs: number | null = null;
  let text = "";
  let usage: Usage | null = null;

  function add(by: { provider: string; model: string }, reason: Attempt["error"], fallback: boolean): void {
    const used = usage ?? (text === "" && reason !== "stopped" ? nothing : estimate(request, text));
    const retry = attempts.filter(
      ({ provider, model: name }) => provider === by.provider && name === by.model,
    );
    attempts.push({
      provider: by.provider,
      model: by.model,
      startedAt,
      latencyMs: now() - startedAt,
      firstTokenMs,
      error: reason,
      usage: used,
      estimated: usage === null && used !== nothing,
      costUsd: costUsd(by, used),
      priceVersion,
      retry: retry.length,
      fallback,
    });
    startedAt = now();
  }

  return {
    part(part: TextPart): void {
      if (part.type === "attempt-failed") add(part, part.error.reason, isOther(part, model));
      if (part.type === "answer-start") author = part;
      if (part.type === "finish") usage = part.usage;
      if (part.type !== "text") return;
      firstTokenMs ??= now() - startedAt;
      text += part.text;
    },
    end({ error, finished }: { error: unknown; finished: boolean }): Attempt[] {
      const reason = error instanceof ModelError ? error.reason : finished ? null : "stopped";
      add(author, reason, author.fallbackUsed || isOther(author, model));
      return attempts;
    },
  };
}

const nothing: Usage = { promptTokens: 0, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0 };

type Named = { provider: string; model: string };
const isOther = (one: Named, other: Named) => one.provider !== other.provider || one.model !== other.model;

/** What a provider that never said it will have counted. */
function estimate({ system, messages }: TextRequest, text: string): Usage {
  const prompt = system + messages.map(({ content }) => content).join("");
  return { ...nothing, promptTokens: approximateTokens(prompt), completionTokens: approximateTokens(text) };
}
