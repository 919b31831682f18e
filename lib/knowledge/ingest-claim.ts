import type { Call } from "../db/call.ts";
import type { KeptValidators, PageValidators } from "./page-validators.ts";

/** An item of a job that this process works on. */
export type ClaimedItem = {
  id: string;
  ordinal: number;
  part: number;
  kind: "file" | "text" | "page" | "site";
  name: string;
  meta: {
    mediaType?: string;
    url?: string;
    tags?: string[];
    documentId?: string;
    validators?: PageValidators;
  };
  sourceKey: string | null;
  /** Of its stored content, in so many parts. */
  bytes: number;
  parts: number;
  /** This one included. */
  attempts: number;
  /** The whole content, where it is a text that is not large. */
  text: string | null;
};

/** Items of one job, taken together. */
export type Claim = {
  /** Names whoever holds the items. */
  worker: string;
  ingestId: string;
  workspaceId: string;
  slug: string;
  by: string | null;
  sourceTags: string[];
  items: ClaimedItem[];
};

/**
 * A lease is extended long before it ends: whoever does not come to it for so long is dead, or stands so still that
 * another may as well take over.
 */
const leaseSeconds = 60;

const mostItems = 16;
/** Together; a larger item comes alone. */
const mostBytes = 256 * 1024;

/** The next items that wait, of one job or of whichever's turn it is; only those to be fetched, or only the others. Undefined: none waits. Throws DatabaseError. */
export async function claimItems(
  call: Call,
  { ingestId, from }: { ingestId?: string; from?: "web" | "store" },
): Promise<Claim | undefined> {
  const worker = crypto.randomUUID();
  const claim = await call<Omit<Claim, "worker"> | null>("claim_ingest_items", {
    p_worker: worker,
    p_lease_seconds: leaseSeconds,
    p_most_items: mostItems,
    p_most_bytes: mostBytes,
    p_ingest: ingestId ?? null,
    p_from_web: from === undefined ? null : from === "web",
  });
  return claim ? { ...claim, worker } : undefined;
}

/** How far the work on an item is, as the console shows it. */
export type ItemMark = { id: string; state?: "embedding"; passages?: number; passagesDone?: number };

/** Holds on to a claim's items and tells how far they are. Returns the ids of those that are still ours. */
export function extendLeases(call: Call, worker: string, marks: readonly ItemMark[]): Promise<string[]> {
  return call("extend_ingest_leases", {
    p_worker: worker,
    p_lease_seconds: leaseSeconds,
    p_marks: marks,
  });
}

/** What became of an item, or of one document out of it (`part`). */
export type Settlement = {
  item: string;
  part?: number;
  name?: string;
  state: "ready" | "unchanged" | "failed" | "waiting";
  /** Why it failed or waits; of one that is stored, what could not be read of it. */
  reason?: string;
  /** Whose: the file's, the embedding model's, ours. */
  fault?: "file" | "provider" | "server";
  retryInSeconds?: number;
  title?: string;
  documentId?: string;
  change?: "unchanged";
  passages?: number;
  sourceKey?: string;
  /** Of the page that the document was read from now. */
  validators?: KeptValidators;
};

export async function settleItems(
  call: Call,
  { workspaceId, worker }: Pick<Claim, "workspaceId" | "worker">,
  settlements: readonly Settlement[],
): Promise<void> {
  if (settlements.length === 0) return;
  await call("settle_ingest_items", {
    p_workspace: workspaceId,
    p_worker: worker,
    p_entries: settlements,
  });
}

/** The whole content of an item; undefined where it is gone, or the item is no longer ours. */
export async function readContent(
  call: Call,
  { id, parts }: ClaimedItem,
  worker: string,
): Promise<Buffer | undefined> {
  const read: Buffer[] = [];
  for (let part = 0; part < Math.max(1, parts); part += 1) {
    const args = { p_worker: worker, p_item: id, p_part: part };
    const base64 = await call<string | null>("read_ingest_part", args);
    if (base64 === null) return undefined;
    read.push(Buffer.from(base64, "base64"));
  }
  return Buffer.concat(read);
}
