import { approximateTokens } from "../models/approximate-tokens.ts";
import type { Attempt } from "../models/attempt.ts";
import { isFree, reckonedUsd } from "../models/prices.ts";
import { actionOf, type Workspace } from "../workspace.ts";
import type { TurnMeta } from "./chat-event.ts";
import type { OpenTurn, Reply } from "./turn.ts";
import { promptBudget, turnActions } from "./turn-energy.ts";
import { answeredWithoutModel, type UsageRow, usageRows } from "./usage-rows.ts";

/** What a turn used of what was reserved for it, and its rows of the ledger; the database adds whose it was. */
export type TurnAccount = { energy: number; usage: UsageRow[] };

/** The reply with what it cost: money by every attempt, energy by what was answered with. */
export function accountFor(
  open: OpenTurn,
  reply: Reply,
  attempts: Attempt[],
  workspace: Pick<Workspace, "promptTokens" | "actions">,
): Reply {
  const energy = energyUsed(open, reply, () => shareUsed(open, attempts, workspace));
  const isOwn = reply.meta.cached || isFree(reply.meta.provider);
  const own = isOwn && reply.status === "answered" && !attempts.some(({ error }) => error === null);
  const all = own ? [...attempts, answeredWithoutModel(reply.meta, attempts.length > 0)] : attempts;
  const { orderAttempts = [] } = open;
  const shared = {
    endpoint: open.endpoint ?? "/api/chat",
    intent: open.routed.intent.id,
    requestId: open.requestId ?? open.turnId,
  };
  const answered = { ...shared, action: turnActions[open.mode], energy, cached: reply.meta.cached };
  const ordered = { ...shared, action: "rerank", energy: 0, cached: false };
  const usage = [...usageRows(all, answered), ...usageRows(orderAttempts, ordered)].map((row, ordinal) => ({
    ...row,
    ordinal,
  }));
  const costUSD = costOf(reply.meta, [...orderAttempts, ...attempts]);
  const meta = { ...reply.meta, energyConsumed: energy, costUSD };
  return { ...reply, meta, account: { energy, usage } };
}

/**
 * Nothing for an answer that failed, of which nothing was shown, or that no paid model gave. One that was stopped costs
 * its share of what a whole one may, and at least 1.
 */
function energyUsed(
  { energy }: OpenTurn,
  { status, answer, page, meta }: Reply,
  share: () => number,
): number {
  if (!energy || status === "failed" || meta.cached || isFree(meta.provider)) return 0;
  if (answer === "" && !page) return 0;
  if (status !== "stopped") return energy.reserved;
  return Math.max(Math.min(1, energy.reserved), Math.ceil(energy.reserved * share()));
}

/** What the calls cost of the most that one may: a full prompt and a full answer of the model that was asked last. */
function shareUsed(
  { mode, message }: OpenTurn,
  attempts: Attempt[],
  { promptTokens, actions }: Pick<Workspace, "promptTokens" | "actions">,
): number {
  const last = attempts.at(-1);
  if (!last) return 1;
  const nothing = { completionTokens: 0, cachedTokens: 0, reasoningTokens: 0 };
  const prompt = promptBudget(mode, { promptTokens }) + approximateTokens(message);
  const most = reckonedUsd(last, {
    ...nothing,
    promptTokens: Math.max(prompt, last.usage.promptTokens),
    completionTokens: actionOf({ actions }, turnActions[mode]).maxTokens,
  });
  const spent = attempts.reduce((sum, one) => sum + (one.costUsd ?? reckonedUsd(one, one.usage)), 0);
  return most > 0 ? Math.min(1, spent / most) : 1;
}

/** Null: one of the models has no known price. */
function costOf(meta: TurnMeta, attempts: Attempt[]): number | null {
  if (attempts.length === 0) return meta.costUSD;
  let micros = 0;
  for (const { costUsd } of attempts) {
    if (costUsd === null) return null;
    micros += Math.round(costUsd * 1_000_000);
  }
  return micros / 1_000_000;
}
