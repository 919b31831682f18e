import { approximateTokens } from "../models/approximate-tokens.ts";
import { actionOf } from "../workspace.ts";
import { mostOrderUsd } from "./ask-order.ts";
import { type EnergyRequest, energyRequest } from "./energy.ts";
import { rerankModel } from "./rerank-turn.ts";
import type { TurnRequest } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** The kind of AI call that a turn of each mode is. */
export const turnActions = { text: "ai_chatbot_response", generate: "ai_page" } as const;

/**
 * A page is written from more passages than an answer (12 of up to 400 tokens) and by longer instructions (some
 * 1,700 tokens), and says nothing of the conversation: a workspace's budget for answers would leave it two passages.
 */
const pagePromptTokens = 8_000;

/** Tokens that a prompt may have besides the visitor's message. */
export function promptBudget(mode: TurnRequest["mode"], { promptTokens }: { promptTokens: number }): number {
  return mode === "text" ? promptTokens : Math.max(pagePromptTokens, promptTokens);
}

/**
 * What a turn may take; null where no model is connected. The intent is not known yet: what turns out to need no
 * model (a refusal, a cached answer) settles to nothing. What puts the passages in order is held with the strong
 * model's answer only: who is down to the economy model is answered from the order of the search.
 */
export function turnEnergy({ mode, message }: TurnRequest, deps: TurnDeps): EnergyRequest | null {
  const { config } = deps.workspace;
  const strong = mode === "text" ? deps.chatModel : deps.pageModel;
  if (!strong) return null;
  const action = actionOf(config, turnActions[mode]);
  const request = energyRequest({
    action,
    strong,
    economy: deps.economyModel,
    autoSelect: true,
    promptTokens: promptBudget(mode, config) + approximateTokens(message),
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
