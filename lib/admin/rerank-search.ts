import type { Logger } from "pino";
import { askOrder, mostOrderUsd, type OrderKept } from "../ai/ask-order.ts";
import { spendCaps } from "../ai/energy.ts";
import type { LoadedWorkspace } from "../ai/turn-deps.ts";
import { usageRows } from "../ai/usage-rows.ts";
import type { Call } from "../db/call.ts";
import type { RankedPassage } from "../knowledge/rank-passages.ts";
import type { Attempt } from "../models/attempt.ts";
import type { TextModel } from "../models/model.ts";
import type { Write } from "../unwritten/write.ts";

/** What a model was asked about the order, and what came of it. Costs are US dollars; null: a price is not known. */
export type Reranking = {
  model: string;
  /** From asking to the answer, or to the limit. */
  tookMs: number;
  costUsd: number | null;
  /** Why the order stays as the search had it; absent where the model's serves. `capped`: a spending cap is reached. */
  kept?: OrderKept | "capped";
};

export type Reranker = (asked: {
  question: string;
  passages: readonly RankedPassage[];
}) => Promise<Reranking & { order?: string[] }>;

export type RerankerDeps = {
  workspace: LoadedWorkspace;
  model: TextModel;
  call: Call;
  spendLimitUsdPerDay: number | undefined;
  writeLater: (write: Write) => void;
  log: Logger;
  /** As the ledger names who asked. */
  endpoint: string;
  requestId: string;
};

/** As the API and a run's settings name it: `provider:model`. */
export function modelName({ provider, model }: Pick<TextModel, "provider" | "model">): string {
  return `${provider}:${model}`;
}

/**
 * Asks for the order as a visitor's turn does, for an operator: under the caps of the workspace and the installation,
 * of which the most it may cost is held while it is asked, and with its rows of the ledger. Throws DatabaseError.
 */
export function operatorReranker(deps: RerankerDeps): Reranker {
  const { workspace, model, call, log } = deps;
  const caps = spendCaps(workspace.config, deps.spendLimitUsdPerDay).filter(
    ({ scope }) => scope !== "person",
  );
  return async (asked) => {
    const callId = crypto.randomUUID();
    const held = await call<{ capped?: string }>("reserve_spend", {
      p_workspace: workspace.id,
      p_reservation: callId,
      p_cost: mostOrderUsd(model),
      p_caps: caps,
    });
    if (held.capped) return { model: modelName(model), tookMs: 0, costUsd: 0, kept: "capped" };
    const attempts: Attempt[] = [];
    const onAttempt = (attempt: Attempt) => void attempts.push(attempt);
    const { signal } = new AbortController();
    try {
      const startedAt = performance.now();
      const { order, kept } = await askOrder(asked, { model, signal, onAttempt, log });
      const tookMs = Math.round(performance.now() - startedAt);
      const answered = { model: modelName(model), tookMs, costUsd: costOf(attempts) };
      return kept ? { ...answered, kept } : { ...answered, order };
    } finally {
      await settle(callId, attempts, deps);
    }
  };
}

async function settle(callId: string, attempts: Attempt[], deps: RerankerDeps): Promise<void> {
  const { workspace, call, log, writeLater, endpoint, requestId } = deps;
  const shared = { callId, endpoint, action: "rerank", intent: null, energy: 0, cached: false, requestId };
  const args = {
    p_workspace: workspace.id,
    p_reservation: callId,
    p_energy: 0,
    p_rows: usageRows(attempts, shared),
  };
  try {
    await call("settle_energy", args);
  } catch (error) {
    log.error({ err: error, callId }, "a call could not be settled now");
    writeLater({ kind: "call", args });
  }
}

function costOf(attempts: Attempt[]): number | null {
  const micros = attempts.map(({ costUsd }) => (costUsd === null ? null : Math.round(costUsd * 1_000_000)));
  return micros.some((one) => one === null)
    ? null
    : micros.reduce<number>((sum, one) => sum + (one ?? 0), 0) / 1_000_000;
}
