import type { Logger } from "pino";
import { operatorReranker, type Reranker } from "@/lib/admin/rerank-search.ts";
import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import { runtime } from "@/lib/runtime.ts";
import { database, economyModelOf, keepUnwritten } from "@/lib/wiring.ts";

/** What puts passages in order for an operator of the workspace; undefined where no model is connected. */
export function rerankerFor(
  workspace: LoadedWorkspace,
  asked: { endpoint: string; requestId: string; log: Logger },
): Reranker | undefined {
  const model = economyModelOf(workspace);
  if (!model) return undefined;
  const { SPEND_LIMIT_USD_PER_DAY: spendLimitUsdPerDay } = runtime().settings;
  const { call } = database();
  return operatorReranker({
    workspace,
    model,
    call,
    spendLimitUsdPerDay,
    writeLater: keepUnwritten,
    ...asked,
  });
}
