import { approximateTokens } from "../models/approximate-tokens.ts";
import { mostOrderUsd } from "./ask-order.ts";
import { type EnergyRequest, energyRequest } from "./energy.ts";
import { rerankModel } from "./rerank-turn.ts";
import type { TurnRequest } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** The kind of AI call that a turn of each mode is. */
export const turnActions = { text: "ai_chatbot_response", generate: "ai_page" } as const;

/**
 * What a turn may take; null where no model is connected. The intent is not known yet: what turns out to need no
 * model (a refusal, a cached answer) settles to nothing. What puts the passages in order is held with the strong
 * model's answer only: who is down to the economy model is answered from the order of the search.
 */
export function turnEnergy({ mode, message }: TurnRequest, deps: TurnDeps): EnergyRequest | null {
  const { config } = deps.workspace;
  const strong = mode === "text" ? deps.chatModel : deps.pageModel;
  const action = config.actions[turnActions[mode]];
  if (!strong || !action) return null;
  const request = energyRequest({
    action,
    strong,
    economy: deps.economyModel,
    autoSelect: true,
    promptTokens: config.promptTokens + approximateTokens(message),
    maxTokens: action.maxTokens,
    workspace: config,
    spendLimitUsdPerDay: deps.spendLimitUsdPerDay,
  });
  const orders = rerankModel(deps);
  return orders ? { ...request, costStrong: sumOfUsd(request.costStrong, mostOrderUsd(orders)) } : request;
}

/** In whole millionths, as the database keeps what is held. */
function sumOfUsd(one: number, other: number): number {
  return Math.round((one + other) * 1_000_000) / 1_000_000;
}
