import type { Call } from "../db/call.ts";
import { AppError } from "../errors.ts";
import type { SourceFile } from "./prepare-document.ts";
import type { ReadDocument } from "./read-document/read-document.ts";

/** What one job is made of. `by` is who handed it in. */
export type IngestJob = {
  id: string;
  kind: "upload" | "text" | "bulk" | "source" | "seed" | "restore";
  /** What an operator knows it by: the file's name, how many there are, the address. */
  label: string;
  by?: string | undefined;
  sourceId?: string;
};

/**
 * Something handed in. A `bad` one could not be taken; it fails with its reason, and keeps its place among the others. With
 * an address it can be fetched again.
 */
export type HandedIn =
  | { kind: "file"; file: SourceFile; sourceKey?: string; tags?: string[] }
  | { kind: "text"; document: ReadDocument; documentId?: string; sourceKey?: string }
  /** To be fetched: one page, or all that a sitemap names. */
  | { kind: "page" | "site"; url: string; tags?: string[] }
  | { kind: "bad"; name: string; reason: string; url?: string };

/** Where an item is one of several that came out of another. */
type ItemParent = { ordinal: number; part: number };

/** What may wait in a workspace: more than any day brings, and less than fills a disk. */
export const waitingLimits = { items: 20_000, bytes: 256 * 1024 * 1024 };
type Storing = { call: Call; limits?: typeof waitingLimits };

/** A call to the database carries so much text at most; the embedded one takes some 10 ms for it. */
const partBytes = 512 * 1024;
const itemsPerCall = 500;

type Order = { workspaceId: string; job: IngestJob; items: readonly HandedIn[]; parent?: ItemParent };

/**
 * Stores everything that was handed in, so that it will be read whatever happens to this process. Returns the ordinals
 * of the items in their job, which may be there already. Throws `rate_limited` when too much waits in the workspace
 * (what was stored until then is still read), `not_found` for another workspace's job.
 */
export async function handIn(
  { workspaceId, job, items, parent }: Order,
  { call, limits = waitingLimits }: Storing,
): Promise<{ first: number; count: number }> {
  const isOurs = await call<boolean>("open_ingest", { p_workspace: workspaceId, p_ingest: job });
  if (!isOurs) throw new AppError("not_found", { message: "There is no such job." });
  let first: number | undefined;
  for (const group of callsOf(items)) {
    const rows = [];
    for (const item of group) rows.push(await toRow(item, { workspaceId, call, limits }));
    const added = await addRows(parent ? rows.map((row) => ({ ...row, parent })) : rows, {
      ...{ workspaceId, job, call, limits },
    });
    first ??= added.first;
  }
  return { first: first ?? 0, count: items.length };
}

type Row = {
  id: string;
  kind: string;
  name: string;
  text?: string;
  bytes?: number;
  [field: string]: unknown;
};

type To = Required<Storing> & { workspaceId: string };

async function addRows(
  rows: object[],
  { workspaceId, job, call, limits }: To & { job: IngestJob },
): Promise<{ first: number }> {
  const added = await call<{ first: number } | { full: "items" | "bytes" } | null>("add_ingest_items", {
    p_workspace: workspaceId,
    p_ingest: job.id,
    p_items: rows,
    p_most_items: limits.items,
    p_most_bytes: limits.bytes,
  });
  if (!added) throw new AppError("not_found", { message: "There is no such job." });
  if ("full" in added) throw tooMuchWaits(added.full, limits);
  return added;
}

async function toRow(item: HandedIn, to: To): Promise<Row> {
  const id = crypto.randomUUID();
  switch (item.kind) {
    case "file": {
      const { name, bytes, mediaType, url, validators } = item.file;
      await storeBytes(id, bytes, to);
      const meta = { mediaType, url, tags: item.tags, validators };
      return { id, kind: "file", name, bytes: bytes.byteLength, meta, sourceKey: item.sourceKey ?? name };
    }
    case "text": {
      const { document, documentId, sourceKey } = item;
      const row = { id, kind: "text", name: document.title, meta: { documentId }, sourceKey };
      const text = JSON.stringify(document);
      if (text.length <= partBytes) return { ...row, text };
      const bytes = Buffer.from(text);
      await storeBytes(id, bytes, to);
      return { ...row, bytes: bytes.byteLength };
    }
    case "page":
    case "site":
      return {
        id,
        ...{ kind: item.kind, name: item.url, sourceKey: item.url },
        meta: { url: item.url, tags: item.tags },
      };
    case "bad":
      return {
        id,
        ...(item.url ? { kind: "page", meta: { url: item.url }, sourceKey: item.url } : { kind: "text" }),
        ...{ name: item.name, reason: item.reason },
      };
  }
}

async function storeBytes(item: string, bytes: Uint8Array, { workspaceId, call, limits }: To): Promise<void> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let part = 0; part * partBytes < whole.length || part === 0; part += 1) {
    const isStored = await call<boolean>("store_ingest_part", {
      p_workspace: workspaceId,
      p_item: item,
      p_part: part,
      p_base64: whole.subarray(part * partBytes, (part + 1) * partBytes).toString("base64"),
      p_most_bytes: limits.bytes,
    });
    if (!isStored) throw tooMuchWaits("bytes", limits);
  }
}

/** In order, as many a call as its size allows. */
function* callsOf(items: readonly HandedIn[]): Generator<HandedIn[]> {
  let group: HandedIn[] = [];
  let size = 0;
  for (const item of items) {
    const weight = item.kind === "text" ? item.document.text.length : 0;
    if (group.length > 0 && (group.length >= itemsPerCall || size + weight > partBytes)) {
      yield group;
      group = [];
      size = 0;
    }
    group.push(item);
    size += weight;
  }
  if (group.length > 0) yield group;
}

export function tooMuchWaits(what: "items" | "bytes", { items, bytes }: typeof waitingLimits): AppError {
  const most = what === "items" ? `${items.toLocaleString("en")} documents` : `${bytes / 1024 / 1024} MiB`;
  return new AppError("rate_limited", {
    message: `At most ${most} may wait to be read. Send the rest when some of it is done.`,
    retryAfterSeconds: 30,
  });
}
