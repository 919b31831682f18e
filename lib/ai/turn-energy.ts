import { approximateTokens } from "../models/approximate-tokens.ts";
import { type EnergyRequest, energyRequest } from "./energy.ts";
import type { TurnRequest } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** The kind of AI call that a turn of each mode is. */
export const turnActions = { text: "ai_chatbot_response", generate: "ai_page" } as const;

/**
 * What a turn may take; null where no model is connected. The intent is not known yet: what turns out to need no
 * model (a refusal, a cached answer) settles to nothing.
 */
export function turnEnergy({ mode, message }: TurnRequest, deps: TurnDeps): EnergyRequest | null {
  const { config } = deps.workspace;
  const strong = mode === "text" ? deps.chatModel : deps.pageModel;
  const action = config.actions[turnActions[mode]];
  if (!strong || !action) return null;
  return energyRequest({
    action,
    strong,
    economy: deps.economyModel,
    autoSelect: true,
    promptTokens: config.promptTokens + approximateTokens(message),
    maxTokens: action.maxTokens,
    workspace: config,
    spendLimitUsdPerDay: deps.spendLimitUsdPerDay,
  });
}
