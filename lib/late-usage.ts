import type { Logger } from "pino";
import { type UsageRow, usageRows } from "./ai/usage-rows.ts";
import type { Call } from "./db/call.ts";
import type { Attempt } from "./models/attempt.ts";

/** What calls that nobody is charged for leave in the ledger: kept here for a moment, written with nobody waiting. */
export type LateUsage = {
  add(workspace: string, rows: UsageRow[]): void;
  /** Writes what is kept; for a shutdown. Never throws. */
  flush(): Promise<void>;
};

const keptMs = 1_000;
/** More than this means that the database has been gone for long; the newest are let go. */
const mostKept = 10_000;

/** `workspaceId` finds the id of whoever the rows are kept for. */
export function lateUsage({
  call,
  log,
  workspaceId,
}: {
  call: Call;
  log: Logger;
  workspaceId: (workspace: string) => Promise<string>;
}): LateUsage {
  let kept = new Map<string, UsageRow[]>();
  let count = 0;
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const all = kept;
    kept = new Map();
    count = 0;
    for (const [workspace, rows] of all) {
      try {
        await call("record_usage", { p_workspace: await workspaceId(workspace), p_rows: rows });
      } catch (error) {
        log.error({ err: error, rows: rows.length }, "calls could not be written to the ledger");
      }
    }
  }

  return {
    flush,
    add(workspace, rows) {
      if (count >= mostKept) return;
      count += rows.length;
      kept.set(workspace, [...(kept.get(workspace) ?? []), ...rows]);
      timer ??= setTimeout(() => void flush(), keptMs).unref();
    },
  };
}

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
