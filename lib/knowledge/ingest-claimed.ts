import type { Logger } from "pino";
import type { Call } from "../db/call.ts";
import type { Embedder } from "../models/model.ts";
import { collectSite } from "./collect-site.ts";
import type { Lease } from "./hold-lease.ts";
import { type Claim, type ClaimedItem, type Settlement, settleItems } from "./ingest-claim.ts";
import { unchanged } from "./known-pages.ts";
import { isTooLong, tooLong } from "./longest-text.ts";
import { readAs } from "./page-validators.ts";
import { type ReadItem, readItem, type WebReader } from "./read-item.ts";
import { type FoundDocument, storeFound } from "./store-found.ts";

export type IngestDeps = {
  call: Call;
  embedder: Embedder;
  web: WebReader;
  log: Logger;
  /** Something new waits (a page of a site). */
  onAdded: () => void;
  /** What a failing embedding model leads to: the items wait and are tried again, or whoever works on them is told. */
  onModelError: "wait" | "throw";
};

/** Passages that are embedded and stored together. Whoever hands in an archive of thousands does not fill the memory. */
const windowPassages = 256;

/**
 * Reads, embeds and stores the items of a claim, and ends each with what became of it. Throws DatabaseError, the
 * lease's reason when it is lost, and ModelError where `onModelError` says so; what was not ended then is taken up
 * again by whoever claims it next.
 */
export async function ingestClaimed(claim: Claim, lease: Lease, deps: IngestDeps): Promise<void> {
  const [first] = claim.items;
  if (first?.kind === "site") return collectSite(first, claim, { ...deps, signal: lease.signal });

  let found: FoundDocument[] = [];
  const holders: ClaimedItem[] = [];
  const putBack = new Set<string>();
  const store = async () => {
    const window = found.filter(({ item }) => !putBack.has(item.id));
    found = [];
    for (const id of await storeFound(window, claim, lease, deps)) putBack.add(id);
  };
  for (const item of claim.items) {
    const read = await readItem(item, { ...deps, claim, signal: lease.signal });
    const { documents, settled } = sortOut(item, read, claim);
    await settleItems(deps.call, claim, settled);
    if (read.kind === "documents" && read.isHolder) holders.push(item);
    for (const document of documents) {
      found.push(document);
      if (passagesOf(found) >= windowPassages) await store();
    }
  }
  await store();
  const done = holders.filter(({ id }) => !putBack.has(id));
  await settleItems(
    deps.call,
    claim,
    done.map(({ id }) => ({ item: id, state: "ready" })),
  );
}

/** What is to be stored, and what is settled without. */
function sortOut(
  item: ClaimedItem,
  read: ReadItem,
  { by, sourceTags }: Claim,
): { documents: FoundDocument[]; settled: Settlement[] } {
  if (read.kind === "gone") return { documents: [], settled: [] };
  if (read.kind === "failed") return { documents: [], settled: [failure({ item: item.id }, read.reason)] };
  if (read.kind === "unchanged") return { documents: [], settled: [unchanged({ item: item.id }, read.page)] };
  const documents: FoundDocument[] = [];
  const settled: Settlement[] = [];
  const validators = read.isHolder ? undefined : read.validators;
  for (const [index, file] of read.files.entries()) {
    const sourceKey = read.isHolder ? keyInside(item, file.name) : item.sourceKey;
    // What came out of a site's page has its place behind all pages.
    const part = read.isHolder ? { part: item.part * 10_000 + index + 1, name: file.name } : {};
    const place = {
      ...(sourceKey && { sourceKey }),
      ...(by && { by }),
      ...(item.meta.documentId && { documentId: item.meta.documentId }),
      ...(validators && {
        validators: { ...validators, readAs: readAs([...(item.meta.tags ?? []), ...sourceTags]) },
      }),
    };
    const target = { item: item.id, ...part, ...(sourceKey && { sourceKey }) };
    if ("reason" in file) settled.push(failure(target, file.reason));
    else if (isTooLong(file.prepared.document.text)) settled.push(failure(target, tooLong));
    else documents.push({ item, ...part, prepared: withTags(file.prepared, sourceTags), place });
  }
  return { documents, settled };
}

/** A file in an archive is known by both names, so that two archives may hold the same name. */
function keyInside({ name, sourceKey }: ClaimedItem, inside: string): string {
  const holder = sourceKey ?? name;
  return inside.startsWith(`${holder}/`) ? inside : `${holder}/${inside}`;
}

function withTags(prepared: FoundDocument["prepared"], tags: readonly string[]): FoundDocument["prepared"] {
  if (tags.length === 0) return prepared;
  const { document } = prepared;
  return { ...prepared, document: { ...document, tags: [...new Set([...document.tags, ...tags])] } };
}

function failure(
  target: Pick<Settlement, "item" | "part" | "name" | "sourceKey">,
  reason: string,
): Settlement {
  return { ...target, state: "failed", reason, fault: "file" };
}

function passagesOf(found: readonly FoundDocument[]): number {
  return found.reduce((sum, { prepared }) => sum + prepared.passages.length, 0);
}
