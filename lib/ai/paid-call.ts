import type { Logger } from "pino";
import type { Call } from "../db/call.ts";
import { AppError } from "../errors.ts";
import { approximateTokens } from "../models/approximate-tokens.ts";
import type { Attempt } from "../models/attempt.ts";
import type { TextModel } from "../models/model.ts";
import { isFree } from "../models/prices.ts";
import type { Write } from "../unwritten/write.ts";
import type { Action } from "../workspace.ts";
import { type EnergyGrant, type EnergyRefusal, energyRequest, outOfEnergy } from "./energy.ts";
import type { LoadedWorkspace } from "./turn-deps.ts";
import { usageRows } from "./usage-rows.ts";

/** A bare call to a model, and whose wallet pays for it. */
export type PaidCall = {
  models: { strong: TextModel[]; economy: TextModel[] };
  action: Action & { name: string };
  userId: string;
  tier: string;
  prospectId: string | undefined;
  autoSelectModel: boolean;
  /** As the ledger names the address that was asked. */
  endpoint: string;
  requestId: string;
};

export type PaidCallDeps = {
  workspace: LoadedWorkspace;
  call: Call;
  log: Logger;
  spendLimitUsdPerDay: number | undefined;
  /** Keeps what could not be written now until it is. */
  writeLater: (write: Write) => void;
};

/** What was reserved, whom it pays for in which order, and how to end it. */
export type Reserved = {
  energy: EnergyGrant;
  chain: TextModel[];
  /** Never throws: an answer is not taken back because its record failed, which is then written later. */
  settle(used: number, attempts: Attempt[]): Promise<void>;
};

/**
 * Takes the energy, and holds the money, that the call may cost. A call that only models of our own can answer needs
 * no energy. `promptText` is all that the model reads. Throws `insufficient_energy`, before any model is asked.
 */
export async function reserveCall(
  asked: PaidCall,
  { promptText, maxTokens }: { promptText: string; maxTokens: number },
  deps: PaidCallDeps,
): Promise<Reserved> {
  const callId = crypto.randomUUID();
  const [strong] = asked.models.strong;
  const [economy] = asked.models.economy;
  if (!strong) throw new AppError("provider_unavailable");
  const energy = await deps.call<EnergyGrant | EnergyRefusal>("reserve_energy", {
    p_workspace: deps.workspace.id,
    p_user: asked.userId,
    p_tier: asked.tier,
    p_reservation: callId,
    p_energy: energyRequest({
      action: pricesOf(asked),
      strong,
      economy: economy ?? null,
      autoSelect: asked.autoSelectModel,
      promptTokens: approximateTokens(promptText),
      maxTokens,
      workspace: deps.workspace.config,
      spendLimitUsdPerDay: deps.spendLimitUsdPerDay,
    }),
  });
  if (energy.granted === null) throw outOfEnergy(energy, "caller");
  return {
    energy,
    chain: energy.granted === "economy" ? asked.models.economy : asked.models.strong,
    settle: (used, attempts) => settle({ callId, used, attempts, asked }, deps),
  };
}

function pricesOf({ models: { strong, economy }, action }: PaidCall): Action {
  const isLocal = [...strong, ...economy].every(({ provider }) => isFree(provider));
  const [first] = strong;
  const [cheap] = economy;
  const isEconomy = first?.model === cheap?.model && first?.provider === cheap?.provider;
  return {
    ...action,
    strong: isLocal ? 0 : isEconomy ? Math.min(action.economy, action.strong) : action.strong,
    economy: isLocal ? 0 : action.economy,
  };
}

async function settle(
  { callId, used, attempts, asked }: { callId: string; used: number; attempts: Attempt[]; asked: PaidCall },
  { call, workspace, log, writeLater }: PaidCallDeps,
): Promise<void> {
  const args = {
    p_workspace: workspace.id,
    p_reservation: callId,
    p_energy: used,
    p_rows: usageRows(attempts, {
      callId,
      userId: asked.userId,
      prospectId: asked.prospectId ?? null,
      endpoint: asked.endpoint,
      action: asked.action.name,
      intent: null,
      energy: used,
      cached: false,
      requestId: asked.requestId,
    }),
  };
  try {
    await call("settle_energy", args);
  } catch (error) {
    log.error({ err: error, callId }, "a call could not be settled now");
    writeLater({ kind: "call", args });
  }
}
