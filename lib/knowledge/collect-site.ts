import { setTimeout as rest } from "node:timers/promises";
import { AppError } from "../errors.ts";
import { type Claim, type ClaimedItem, settleItems } from "./ingest-claim.ts";
import type { IngestDeps } from "./ingest-claimed.ts";
import { type HandedIn, handIn } from "./ingest-hand-in.ts";

type Known = { part: number; sourceKey: string | null };
type Collecting = Pick<IngestDeps, "call" | "web" | "onAdded"> & { signal: AbortSignal };

/**
 * Fetches the pages of a site and hands each in to the same job, as an item of its own. Started again after a restart
 * it asks for the site once more, and adds what was not there yet. Throws DatabaseError and the signal's reason.
 */
export async function collectSite(item: ClaimedItem, claim: Claim, deps: Collecting): Promise<void> {
  const { call, web, signal } = deps;
  const before = await call<Known[]>("read_ingest_outcomes", {
    ...{ p_workspace: claim.workspaceId, p_ingest: claim.ingestId },
    ...{ p_from: item.ordinal, p_to: item.ordinal },
  });
  const known = new Set(before.filter(({ part }) => part > 0).map(({ sourceKey }) => sourceKey));
  let part = before.reduce((last, one) => Math.max(last, one.part), 0);
  try {
    for await (const page of web.collectSite(item.meta.url ?? item.name, { signal })) {
      const address = page.url ?? page.name;
      if (known.has(address)) continue;
      known.add(address);
      part += 1;
      await addPage(
        "reason" in page ? { kind: "bad", ...page } : { kind: "file", file: page, sourceKey: address },
        {
          ...{ item, part, claim, deps },
        },
      );
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    await settleItems(call, claim, [
      { item: item.id, state: "failed", fault: "file", reason: error.message },
    ]);
    return;
  }
  await settleItems(call, claim, [{ item: item.id, state: "ready" }]);
}

/** Where too much waits already, the site waits until some of it is read. */
const restMs = 5_000;

async function addPage(
  page: HandedIn,
  { item, part, claim, deps }: { item: ClaimedItem; part: number; claim: Claim; deps: Collecting },
): Promise<void> {
  const { workspaceId, ingestId } = claim;
  const job = { id: ingestId, kind: "source" as const, label: item.name };
  for (;;) {
    try {
      await handIn({ workspaceId, job, items: [page], parent: { ordinal: item.ordinal, part } }, deps);
      return deps.onAdded();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "rate_limited") throw error;
      await rest(restMs, undefined, { signal: deps.signal });
    }
  }
}
