import type { Call } from "../db/call.ts";
import { handIn } from "../knowledge/ingest-hand-in.ts";
import type { IngestWorker } from "../knowledge/ingest-worker.ts";

export type Source = {
  id: string;
  kind: "page" | "sitemap";
  url: string;
  tags: string[];
  /** The id of a job that fetches it at the moment. */
  running?: string | null;
};

/**
 * Begins to fetch a source, and returns the job's id; one that is under way is not begun twice. Throws `rate_limited`
 * when too much waits in the workspace.
 */
export async function fetchSource(
  { workspaceId, source, by }: { workspaceId: string; source: Source; by: string },
  { call, worker }: { call: Call; worker: Pick<IngestWorker, "nudge"> },
): Promise<string> {
  if (source.running) return source.running;
  const job = {
    id: crypto.randomUUID(),
    kind: "source" as const,
    label: source.url,
    by,
    sourceId: source.id,
  };
  const kind = source.kind === "sitemap" ? ("site" as const) : ("page" as const);
  await handIn({ workspaceId, job, items: [{ kind, url: source.url }] }, { call });
  worker.nudge();
  return job.id;
}
