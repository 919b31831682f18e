import { AppError } from "../errors.ts";
import type { Attempt } from "../models/attempt.ts";
import { type Generated, generate } from "../models/engine.ts";
import type { ModelMessage } from "../models/model.ts";
import { ModelError } from "../models/model-error.ts";
import { isFree } from "../models/prices.ts";
import type { TurnMeta } from "./chat-event.ts";
import { findKeptAnswer, type KeptAnswer, keepAnswer, recordKeptAnswer } from "./generate-cache.ts";
import { type PaidCall, type PaidCallDeps, reserveCall } from "./paid-call.ts";

export type GenerateRequest = {
  system: string;
  messages: ModelMessage[];
  temperature: number;
  maxTokens: number;
};

export type GenerateCall = PaidCall & {
  request: GenerateRequest;
  retryAttempts: number;
  retryDelayMs: number;
  /** An answer to this very request of this person may be given again, and kept for that. */
  useCache: boolean;
};

export type GenerateDeps = PaidCallDeps & { now: () => number };

/** How it ended; the meta is there also of a failure, for what it cost. */
export type GenerateOutcome = { content: string; meta: TurnMeta } | { failure: AppError; meta: TurnMeta };

/**
 * A bare call to a model: pays for itself out of the person's wallet. Reserved before, settled after with its rows
 * of the ledger, given back when it failed. Throws `insufficient_energy`, before any model is asked.
 */
export async function generateCall(asked: GenerateCall, deps: GenerateDeps): Promise<GenerateOutcome> {
  const beganAt = deps.now();
  const known = asked.useCache ? await findKeptAnswer(asked, deps) : undefined;
  if (known) {
    const latencyMs = deps.now() - beganAt;
    recordKeptAnswer(asked, known, latencyMs, deps);
    return { content: known.content, meta: keptMeta(known, latencyMs, deps.now()) };
  }
  const { system, messages, ...action } = asked.request;
  // The prompt is as long as it is: nothing is cut.
  const promptText = system + messages.map(({ content }) => content).join("");
  const { energy, chain, settle } = await reserveCall(
    asked,
    { promptText, maxTokens: action.maxTokens },
    deps,
  );
  const attempts: Attempt[] = [];
  let generated: Generated | undefined;
  let failure: unknown;
  try {
    const { retryAttempts, retryDelayMs } = asked;
    generated = await generate(
      {
        messages: [{ role: "system", content: system }, ...messages],
        models: { chain },
        action,
        overrides: { retryAttempts, retryDelayMs },
      },
      { signal: new AbortController().signal, onAttempt: (attempt) => void attempts.push(attempt) },
    );
  } catch (error) {
    failure = error;
  }
  const used = generated && !isFree(generated.provider) ? energy.reserved : 0;
  await settle(used, attempts);
  const meta = metaOf({ generated, attempts, used, beganAt, endedAt: deps.now() });
  if (generated && asked.useCache) {
    const { content, provider, model } = generated;
    keepAnswer(asked, { content, provider, model }, deps);
  }
  if (generated) return { content: generated.content, meta };
  if (!(failure instanceof ModelError)) throw failure;
  deps.log.warn({ err: failure }, "no model could answer");
  return { failure: refusalOf(failure), meta };
}

function keptMeta({ provider, model }: KeptAnswer, latencyMs: number, endedAt: number): TurnMeta {
  return {
    ...{
      provider,
      model,
      tokensUsed: 0,
      tokensPrompt: 0,
      tokensCompletion: 0,
      costUSD: 0,
      energyConsumed: 0,
    },
    ...{ latencyMs, firstTokenMs: latencyMs, cached: true, retryCount: 0, fallbackUsed: false },
    timestamp: new Date(endedAt).toISOString(),
  };
}

function metaOf(input: {
  generated: Generated | undefined;
  attempts: Attempt[];
  used: number;
  beganAt: number;
  endedAt: number;
}): TurnMeta {
  const { generated, attempts, beganAt, endedAt } = input;
  const last = attempts.at(-1);
  const micros = attempts.map(({ costUsd }) =>
    costUsd === null ? Number.NaN : Math.round(costUsd * 1_000_000),
  );
  const cost = micros.reduce((sum, one) => sum + one, 0) / 1_000_000;
  const usage = last?.usage ?? { promptTokens: 0, completionTokens: 0 };
  return {
    provider: generated?.provider ?? last?.provider ?? "",
    model: generated?.model ?? last?.model ?? "",
    tokensUsed: usage.promptTokens + usage.completionTokens,
    tokensPrompt: usage.promptTokens,
    tokensCompletion: usage.completionTokens,
    costUSD: Number.isNaN(cost) ? null : cost,
    energyConsumed: input.used,
    latencyMs: endedAt - beganAt,
    firstTokenMs:
      generated && last && last.firstTokenMs !== null ? last.startedAt + last.firstTokenMs - beganAt : null,
    cached: false,
    retryCount: generated?.retryCount ?? Math.max(attempts.length - 1, 0),
    fallbackUsed: generated?.fallbackUsed ?? attempts.some(({ fallback }) => fallback),
    timestamp: new Date(endedAt).toISOString(),
  };
}

/** What the caller can change is theirs to know; the rest is the provider's trouble. */
function refusalOf(cause: ModelError): AppError {
  if (cause.reason === "context_length") {
    return new AppError("invalid_request", {
      message: "The messages are longer than the model can read.",
      field: "messages",
      cause,
    });
  }
  return new AppError("provider_unavailable", {
    message: "No model can answer right now. Nothing was charged; try again in a moment.",
    retryAfterSeconds: Math.ceil((cause.retryAfterMs ?? 10_000) / 1000),
    cause,
  });
}
