import { setTimeout as rest } from "node:timers/promises";
import { AppError } from "../errors.ts";
import { type Claim, type ClaimedItem, settleItems } from "./ingest-claim.ts";
import type { IngestDeps } from "./ingest-claimed.ts";
import { type HandedIn, handIn } from "./ingest-hand-in.ts";
import { knownPages, unchanged } from "./known-pages.ts";

type Known = { part: number; sourceKey: string | null };
type Collecting = Pick<IngestDeps, "call" | "web" | "onAdded"> & { signal: AbortSignal };

/**
 * Fetches the pages of a site and hands each in to the same job, as an item of its own; what the site says is as it was
 * is not sent again. Pages that the site had before and no longer names are asked for by themselves, so that what is
 * gone is told. Started again after a restart it asks
 * for the site once more, and adds what was not there yet. Throws DatabaseError and the signal's reason.
 */
export async function collectSite(item: ClaimedItem, claim: Claim, deps: Collecting): Promise<void> {
  const { call, web, signal } = deps;
  const before = await call<Known[]>("read_ingest_outcomes", {
    ...{ p_workspace: claim.workspaceId, p_ingest: claim.ingestId },
    ...{ p_from: item.ordinal, p_to: item.ordinal },
  });
  const known = new Set(before.filter(({ part }) => part > 0).map(({ sourceKey }) => sourceKey));
  let part = before.reduce((last, one) => Math.max(last, one.part), 0);
  const add = async (address: string, addAs: (part: number) => Promise<void>) => {
    if (known.has(address)) return;
    known.add(address);
    part += 1;
    await addAs(part);
  };
  const handInPage = (page: HandedIn) => (at: number) => addPage(page, { item, part: at, claim, deps });
  const stored = await knownPages(claim, { call });
  const site = item.meta.url ?? item.name;
  try {
    const walk = { isWhole: true, read: known.size };
    for await (const page of web.collectSite(site, { signal, known: stored.validators })) {
      const address = page.url ?? page.name;
      // What is said of the site itself, and not of a page, is why pages are missing.
      if ("reason" in page) walk.isWhole &&= !isSame(address, site);
      else walk.read += 1;
      const asStored = "isUnchanged" in page ? stored.at(address) : undefined;
      if (asStored) {
        await add(address, async (at) => {
          await settleItems(call, claim, [unchanged({ item: item.id, part: at, name: address }, asStored)]);
        });
      } else if ("reason" in page) await add(address, handInPage({ kind: "bad", ...page }));
      else if ("bytes" in page)
        await add(address, handInPage({ kind: "file", file: page, sourceKey: address }));
    }
    if (walk.isWhole && walk.read > 0) {
      for (const url of await pagesBefore(claim, deps)) await add(url, handInPage({ kind: "page", url }));
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

function isSame(address: string, site: string): boolean {
  return (URL.parse(address)?.href ?? address) === (URL.parse(site)?.href ?? site);
}

function pagesBefore({ workspaceId, ingestId }: Claim, { call }: Collecting): Promise<string[]> {
  return call("list_source_pages", { p_workspace: workspaceId, p_ingest: ingestId });
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
