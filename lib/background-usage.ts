import { type UsageRow, usageRows } from "./ai/usage-rows.ts";
import type { Attempt } from "./models/attempt.ts";

/** A call for nobody in particular, as the ledger keeps it: no person, no energy. */
export function backgroundRows(attempts: Attempt[], action: "embedding" | "summary"): UsageRow[] {
  const callId = crypto.randomUUID();
  return usageRows(attempts, {
    ...{ callId, action, endpoint: `background/${action}`, intent: null },
    ...{ energy: 0, cached: false, requestId: callId },
  });
}

/** One request for the texts of several workspaces (`owners`, one a text), divided among them by their texts. */
export function embeddingRows(attempt: Attempt, owners: string[]): [workspace: string, rows: UsageRow[]][] {
  const texts = new Map<string, number>();
  for (const owner of owners) texts.set(owner, (texts.get(owner) ?? 0) + 1);
  let before = 0;
  return [...texts].map(([owner, count]) => {
    const share = (total: number) =>
      Math.round((total * (before + count)) / owners.length) - Math.round((total * before) / owners.length);
    const micros = attempt.costUsd === null ? null : share(Math.round(attempt.costUsd * 1_000_000));
    const own = {
      ...attempt,
      usage: { ...attempt.usage, promptTokens: share(attempt.usage.promptTokens) },
      costUsd: micros === null ? null : micros / 1_000_000,
    };
    before += count;
    return [owner, backgroundRows([own], "embedding")];
  });
}
