import type { Call } from "../db/call.ts";
import { AppError } from "../errors.ts";
import { tooMuchWaits, waitingLimits } from "../knowledge/ingest-hand-in.ts";
import type { IngestWorker } from "../knowledge/ingest-worker.ts";

type Begun = { ingestId: string; begun: boolean } | { full: "items" | "bytes" } | null;

/**
 * Begins to fetch a source, and returns the job's id; of one that is under way already it is that job's. Throws
 * `not_found` for a source that is gone, `rate_limited` when too much waits in the workspace.
 */
export async function fetchSource(
  { workspaceId, sourceId, by }: { workspaceId: string; sourceId: string; by: string },
  { call, worker }: { call: Call; worker: Pick<IngestWorker, "nudge"> },
): Promise<string> {
  const begun = await call<Begun>("begin_source_ingest", {
    p_workspace: workspaceId,
    p_source: sourceId,
    p_ingest: crypto.randomUUID(),
    p_item: crypto.randomUUID(),
    p_by: by,
    p_most_items: waitingLimits.items,
    p_most_bytes: waitingLimits.bytes,
  });
  if (!begun) throw new AppError("not_found", { message: "There is no such source." });
  if ("full" in begun) throw tooMuchWaits(begun.full, waitingLimits);
  if (begun.begun) worker.nudge();
  return begun.ingestId;
}
