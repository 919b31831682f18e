import type { Call } from "../db/call.ts";
import { AppError } from "../errors.ts";
import { followIngest, type IngestRange, type ItemOutcome } from "../knowledge/follow-ingest.ts";
import { type HandedIn, handIn, type IngestJob } from "../knowledge/ingest-hand-in.ts";
import type { IngestWorker } from "../knowledge/ingest-worker.ts";

/** What became of one document so far. One that is not ready has no id yet, and `error` says why it failed. */
export type AddedDocument = {
  id: string | null;
  title: string;
  passages: number;
  /** `waiting` and `processing`: it is stored and will be read; `ingestId` is the job that tells the rest. */
  status: "ready" | "failed" | "waiting" | "processing";
  /** `replaced`: a file of this name, or the same text, was there already. */
  change?: "created" | "replaced" | "unchanged";
  error?: string;
  /** What could not be read of one that is ready. */
  warning?: string;
  ingestId?: string;
};

export type AddingDeps = {
  workspaceId: string;
  call: Call;
  worker: Pick<IngestWorker, "nudge" | "whenSettled">;
  /** Answers without the rest when nothing ended for so long. */
  patienceMs: number;
};

/**
 * Hands documents in and tells of each, in order, as soon as it is known what became of it. They are read whether
 * anybody listens or not. Throws `rate_limited` and `not_found` as handIn does, before the first is told of.
 */
export async function addDocuments(
  { job, items }: { job: IngestJob; items: readonly HandedIn[] },
  deps: AddingDeps,
): Promise<AsyncGenerator<AddedDocument>> {
  const { workspaceId, call, worker } = deps;
  const range = await handIn({ workspaceId, job, items }, { call });
  worker.nudge();
  return tell({ workspaceId, ingestId: job.id, ...range }, deps);
}

async function* tell(range: IngestRange, deps: AddingDeps): AsyncGenerator<AddedDocument> {
  const { call, worker, patienceMs } = deps;
  const whenSettled = () => worker.whenSettled(range.ingestId);
  for await (const group of followIngest(range, { call, whenSettled, patienceMs })) {
    for (const item of group) if (!item.isHolder || group.length === 1) yield toAdded(item, range.ingestId);
  }
}

/** The same for one document: what its provider did not do is a refusal. Throws `provider_unavailable` too. */
export async function addOneDocument(
  order: { job: IngestJob; item: HandedIn },
  deps: AddingDeps,
): Promise<AddedDocument> {
  const { job, item } = order;
  const { workspaceId, call, worker, patienceMs } = deps;
  const range = await handIn({ workspaceId, job, items: [item] }, { call });
  worker.nudge();
  const whenSettled = () => worker.whenSettled(job.id);
  const following = { call, whenSettled, patienceMs };
  for await (const [outcome] of followIngest({ workspaceId, ingestId: job.id, ...range }, following)) {
    if (outcome?.state === "failed" && outcome.fault === "provider") throw modelFailed(outcome);
    if (outcome) return toAdded(outcome, job.id);
  }
  throw new AppError("not_found", { message: "The document was taken back before it was read." });
}

function modelFailed({ reason }: ItemOutcome): AppError {
  return new AppError("provider_unavailable", {
    message: reason ?? "The embedding model did not answer. Try it again in a moment.",
    retryAfterSeconds: 10,
  });
}

function toAdded(item: ItemOutcome, ingestId: string): AddedDocument {
  const { documentId, title, name, passages, change, reason } = item;
  const told = { id: documentId, title: (title ?? name).slice(0, 300), passages };
  switch (item.state) {
    case "ready":
    case "unchanged":
      return { ...told, status: "ready", ...(change && { change }), ...(reason && { warning: reason }) };
    case "failed":
      return { ...told, id: null, passages: 0, status: "failed", error: reason ?? "It could not be read." };
    case "cancelled":
      return { ...told, id: null, passages: 0, status: "failed", error: "It was given up." };
    case "waiting":
      return { ...told, id: null, status: "waiting", ingestId };
    case "reading":
    case "embedding":
      return { ...told, id: null, status: "processing", ingestId };
  }
}
