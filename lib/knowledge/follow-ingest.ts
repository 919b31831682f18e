import type { Call } from "../db/call.ts";

/** An item of a job as it stands. What came out of an archive or a site has its holder's ordinal, and a part. */
export type ItemOutcome = {
  id: string;
  ordinal: number;
  part: number;
  name: string;
  sourceKey: string | null;
  state: "waiting" | "reading" | "embedding" | "ready" | "unchanged" | "failed" | "cancelled";
  reason: string | null;
  fault: "file" | "provider" | "server" | null;
  title: string | null;
  documentId: string | null;
  change: "created" | "replaced" | "unchanged" | null;
  passages: number;
  /** It only held others, which are told of by themselves. */
  isHolder: boolean;
};

export type IngestRange = { workspaceId: string; ingestId: string; first: number; count: number };

type Following = {
  call: Call;
  /** Waits until something of the job may have ended. */
  whenSettled: () => Promise<void>;
  /** Gives up when nothing ended for so long. */
  patienceMs: number;
  now?: () => number;
};

/** A look into the database tells of so many at most. */
const lookAhead = 200;

/**
 * Tells of the items of a range in order, each (with what came out of it) as soon as it and all before it have ended.
 * When nothing ends for a while, the others are told of as they stand. Throws DatabaseError.
 */
export async function* followIngest(
  { workspaceId, ingestId, first, count }: IngestRange,
  { call, whenSettled, patienceMs, now = Date.now }: Following,
): AsyncGenerator<ItemOutcome[]> {
  const end = first + count;
  let next = first;
  let endedAt = now();
  while (next < end) {
    const isLate = now() - endedAt >= patienceMs;
    const settled = whenSettled();
    const items = await call<ItemOutcome[]>("read_ingest_outcomes", {
      ...{ p_workspace: workspaceId, p_ingest: ingestId },
      ...{ p_from: next, p_to: Math.min(end, next + lookAhead) - 1 },
    });
    const groups = groupsOf(items);
    const before = next;
    for (const group of groups) {
      if (!isLate && group.some(isUnderWay)) break;
      yield group;
      next += 1;
    }
    // The job is gone, with all that it could tell.
    if (groups.length === 0) return;
    if (next === before) await settled;
    else endedAt = now();
    if (isLate) endedAt = Number.NEGATIVE_INFINITY;
  }
}

function isUnderWay({ state }: Pick<ItemOutcome, "state">): boolean {
  return state === "waiting" || state === "reading" || state === "embedding";
}

function groupsOf(items: readonly ItemOutcome[]): ItemOutcome[][] {
  const groups = new Map<number, ItemOutcome[]>();
  for (const item of items) {
    const group = groups.get(item.ordinal);
    if (group) group.push(item);
    else groups.set(item.ordinal, [item]);
  }
  return [...groups.values()];
}
