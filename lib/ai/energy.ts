import { AppError } from "../errors.ts";
import { reckonedUsd } from "../models/prices.ts";
import type { Action, Workspace } from "../workspace.ts";

/**
 * Energy is the budget unit: reserved before a model is asked, settled by what was used. Money caps work the same
 * way, beside it. The database decides (supabase/routines/energy.sql); here is what it is asked and what it says.
 */

const dayMs = 24 * 60 * 60 * 1000;

type Named = { provider: string; model: string };

/** What a call may take, as `reserve_energy` reads it. Costs and caps are US dollars. */
export type EnergyRequest = {
  strong: number;
  /** Null: there is no economy model. */
  economy: number | null;
  autoSelect: boolean;
  dailyEnergy: Record<string, number>;
  costStrong: number;
  costEconomy: number;
  caps: SpendCap[];
};

type SpendCap = { scope: "installation" | "workspace" | "person"; period: "day" | "month"; cap: number };

/** What is left of a person's energy. */
export type Balance = {
  available: number;
  dailyAllowance: number;
  /** ISO 8601; the next midnight, UTC. */
  resetsAt: string;
};

export type EnergyGrant = Balance & { granted: "strong" | "economy"; reserved: number };
export type EnergyRefusal = Balance & { granted: null; required?: number; capped?: SpendCap["scope"] };

/** Builds the request. The cost it holds is the most the call may cost: a full prompt and a full answer. */
export function energyRequest(input: {
  action: Action;
  strong: Named;
  economy: Named | null;
  autoSelect: boolean;
  promptTokens: number;
  maxTokens: number;
  workspace: Pick<Workspace, "tiers" | "spendCaps">;
  spendLimitUsdPerDay: number | undefined;
}): EnergyRequest {
  const { action, strong, economy, autoSelect, promptTokens, maxTokens, workspace } = input;
  const most = { promptTokens, completionTokens: maxTokens, cachedTokens: 0, reasoningTokens: 0 };
  return {
    strong: action.strong,
    economy: economy && action.economy,
    autoSelect,
    dailyEnergy: dailyEnergy(workspace),
    costStrong: reckonedUsd(strong, most),
    costEconomy: reckonedUsd(economy ?? strong, most),
    caps: spendCaps(workspace, input.spendLimitUsdPerDay),
  };
}

/** What a wallet of each tier is filled up to. */
export function dailyEnergy({ tiers }: Pick<Workspace, "tiers">): Record<string, number> {
  return Object.fromEntries(Object.entries(tiers).map(([name, tier]) => [name, tier.dailyEnergy]));
}

/** The wallet of somebody who has none yet: full, as `read_wallet` would find it. `now` in milliseconds. */
export function newcomersBalance(
  workspace: Pick<Workspace, "tiers">,
  { tier, now }: { tier: string; now: number },
): Balance {
  const allowance = dailyEnergy(workspace)[tier] ?? 0;
  const midnight = Math.floor(now / dayMs) * dayMs + dayMs;
  return { available: allowance, dailyAllowance: allowance, resetsAt: new Date(midnight).toISOString() };
}

/** From the widest to the narrowest: always in this order, so that no two calls wait for each other. */
export function spendCaps(
  { spendCaps: caps }: Pick<Workspace, "spendCaps">,
  perDay: number | undefined,
): SpendCap[] {
  const all = [
    { scope: "installation", period: "day", cap: perDay },
    { scope: "workspace", period: "day", cap: caps.workspaceUsdPerDay },
    { scope: "workspace", period: "month", cap: caps.workspaceUsdPerMonth },
    { scope: "person", period: "day", cap: caps.personUsdPerDay },
    { scope: "person", period: "month", cap: caps.personUsdPerMonth },
  ] as const;
  return all.flatMap(({ scope, period, cap }) => (cap === undefined ? [] : [{ scope, period, cap }]));
}

/** The refusal of a call that nothing is left for. Amounts of money are the company's own and are not named. */
export function outOfEnergy(
  { required, available, capped }: EnergyRefusal,
  reader: "visitor" | "caller",
): AppError {
  if (capped) {
    const whose =
      capped === "person" ? "You have reached your limit" : "The limit for this assistant is reached";
    return new AppError("insufficient_energy", {
      message: `${whose}, so no model is asked for now. Nothing was charged; try again later.`,
    });
  }
  const sentence = `Insufficient energy. Required: ${required}, Available: ${available}`;
  return new AppError("insufficient_energy", {
    message:
      reader === "caller"
        ? sentence
        : `${sentence}. It is filled up again at midnight UTC; your message is kept until then.`,
  });
}
