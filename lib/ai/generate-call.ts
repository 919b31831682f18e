import type { Logger } from "pino";
import type { Call } from "../db/call.ts";
import { AppError } from "../errors.ts";
import { approximateTokens } from "../models/approximate-tokens.ts";
import type { Attempt } from "../models/attempt.ts";
import { type Generated, generate } from "../models/engine.ts";
import type { ModelMessage, TextModel } from "../models/model.ts";
import { ModelError } from "../models/model-error.ts";
import { isFree } from "../models/prices.ts";
import type { Action } from "../workspace.ts";
import type { TurnMeta } from "./chat-event.ts";
import { type EnergyGrant, type EnergyRefusal, energyRequest, outOfEnergy } from "./energy.ts";
import type { LoadedWorkspace } from "./turn-deps.ts";
import { usageRows } from "./usage-rows.ts";

export type GenerateRequest = {
  system: string;
  messages: ModelMessage[];
  temperature: number;
  maxTokens: number;
};

export type GenerateCall = {
  request: GenerateRequest;
  models: { strong: TextModel[]; economy: TextModel[] };
  action: Action & { name: string };
  userId: string;
  tier: string;
  prospectId: string | undefined;
  autoSelectModel: boolean;
  retryAttempts: number;
  retryDelayMs: number;
  requestId: string;
};

export type GenerateDeps = {
  workspace: LoadedWorkspace;
  call: Call;
  log: Logger;
  now: () => number;
  spendLimitUsdPerDay: number | undefined;
};

/** How it ended; the meta is there also of a failure, for what it cost. */
export type GenerateOutcome = { content: string; meta: TurnMeta } | { failure: AppError; meta: TurnMeta };

/**
 * A bare call to a model: pays for itself out of the person's wallet. Reserved before, settled after with its rows
 * of the ledger, given back when it failed. Throws `insufficient_energy`, before any model is asked.
 */
export async function generateCall(asked: GenerateCall, deps: GenerateDeps): Promise<GenerateOutcome> {
  const beganAt = deps.now();
  const callId = crypto.randomUUID();
  const energy = await reserve(callId, asked, deps);
  const attempts: Attempt[] = [];
  let generated: Generated | undefined;
  let failure: unknown;
  try {
    const { system, messages, ...action } = asked.request;
    const { retryAttempts, retryDelayMs } = asked;
    generated = await generate(
      {
        messages: [{ role: "system", content: system }, ...messages],
        models: { chain: energy.granted === "economy" ? asked.models.economy : asked.models.strong },
        action,
        overrides: { retryAttempts, retryDelayMs },
      },
      { signal: new AbortController().signal, onAttempt: (attempt) => void attempts.push(attempt) },
    );
  } catch (error) {
    failure = error;
  }
  const used = generated && !isFree(generated.provider) ? energy.reserved : 0;
  await settle(callId, { used, attempts, asked }, deps);
  const meta = metaOf({ generated, attempts, used, beganAt, endedAt: deps.now() });
  if (generated) return { content: generated.content, meta };
  if (!(failure instanceof ModelError)) throw failure;
  deps.log.warn({ err: failure }, "no model could answer");
  return { failure: refusalOf(failure), meta };
}

/** A call that only models of our own can answer needs no energy. The prompt is as long as it is: nothing is cut. */
async function reserve(callId: string, asked: GenerateCall, deps: GenerateDeps): Promise<EnergyGrant> {
  const [strong] = asked.models.strong;
  const [economy] = asked.models.economy;
  if (!strong) throw new AppError("provider_unavailable");
  const isLocal = [...asked.models.strong, ...asked.models.economy].every(({ provider }) => isFree(provider));
  const isEconomy = strong.model === economy?.model && strong.provider === economy.provider;
  const { action } = asked;
  const priced = {
    ...action,
    strong: isLocal ? 0 : isEconomy ? Math.min(action.economy, action.strong) : action.strong,
    economy: isLocal ? 0 : action.economy,
  };
  const prompt = asked.request.system + asked.request.messages.map(({ content }) => content).join("");
  const answer = await deps.call<EnergyGrant | EnergyRefusal>("reserve_energy", {
    p_workspace: deps.workspace.id,
    p_user: asked.userId,
    p_tier: asked.tier,
    p_reservation: callId,
    p_energy: energyRequest({
      action: priced,
      strong,
      economy: economy ?? null,
      autoSelect: asked.autoSelectModel,
      promptTokens: approximateTokens(prompt),
      maxTokens: asked.request.maxTokens,
      workspace: deps.workspace.config,
      spendLimitUsdPerDay: deps.spendLimitUsdPerDay,
    }),
  });
  if (answer.granted === null) throw outOfEnergy(answer, "caller");
  return answer;
}

/** An answer is not taken back because its record failed; the sweep gives the energy back then. */
async function settle(
  callId: string,
  { used, attempts, asked }: { used: number; attempts: Attempt[]; asked: GenerateCall },
  { call, workspace, log }: GenerateDeps,
): Promise<void> {
  const shared = {
    callId,
    userId: asked.userId,
    prospectId: asked.prospectId ?? null,
    endpoint: "/api/orchestrator/generate",
    action: asked.action.name,
    intent: null,
    energy: used,
    cached: false,
    requestId: asked.requestId,
  };
  try {
    await call("settle_energy", {
      p_workspace: workspace.id,
      p_reservation: callId,
      p_energy: used,
      p_rows: usageRows(attempts, shared),
    });
  } catch (error) {
    log.error({ err: error, callId }, "a call could not be settled");
  }
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
