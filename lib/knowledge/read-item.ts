import type { Call } from "../db/call.ts";
import { AppError } from "../errors.ts";
import { type Claim, type ClaimedItem, readContent } from "./ingest-claim.ts";
import { type KnownPage, knownPages } from "./known-pages.ts";
import type { KnownValidators, PageValidators, UnchangedPage } from "./page-validators.ts";
import { type PreparedFile, prepareFile, prepareText, type SourceFile } from "./prepare-document.ts";
import type { ReadDocument } from "./read-document/read-document.ts";

/** How pages are had from the web (lib/web); knowledge is told, so that it needs no network to be tested. */
export type WebReader = {
  /** Throws AppError with a sentence for the operator. */
  fetchPage(url: string, options: Fetching): Promise<SourceFile | UnchangedPage>;
  /** Everything a sitemap names, one after the other; what cannot be had as its reason. */
  collectSite(
    url: string,
    options: Fetching,
  ): AsyncIterable<SourceFile | UnchangedPage | { name: string; url: string; reason: string }>;
};

/** `known`: pages that are to be sent only if they have changed. */
type Fetching = { signal: AbortSignal; known: KnownValidators };

/** What an item holds: one document, or several with names of their own, or why there is none. */
export type ReadItem =
  | { kind: "documents"; files: PreparedFile[]; isHolder: boolean; validators?: PageValidators }
  /** Its site says that the page is as it was when it was stored. */
  | { kind: "unchanged"; page: KnownPage }
  | { kind: "failed"; reason: string }
  /** It was given up meanwhile. */
  | { kind: "gone" };

type Reading = { call: Call; claim: Claim; web: WebReader; signal: AbortSignal };

/** Reads an item and cuts what is in it. Never throws for what it holds. Throws DatabaseError and the signal's reason. */
export async function readItem(item: ClaimedItem, reading: Reading): Promise<ReadItem> {
  try {
    return item.kind === "text" ? await readTextItem(item, reading) : await readFileItem(item, reading);
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    return { kind: "failed", reason: error.message };
  }
}

async function readTextItem(item: ClaimedItem, { call, claim }: Reading): Promise<ReadItem> {
  const text = item.text ?? (await readContent(call, item, claim.worker))?.toString("utf8");
  if (text === undefined) return { kind: "gone" };
  const document: ReadDocument = JSON.parse(text);
  return oneDocument([{ name: item.name, prepared: await prepareText(document) }], item.name);
}

async function readFileItem(item: ClaimedItem, reading: Reading): Promise<ReadItem> {
  return item.kind === "page" ? readPageItem(item, reading) : readFile(item, await storedFile(item, reading));
}

async function readPageItem(item: ClaimedItem, { call, claim, web, signal }: Reading): Promise<ReadItem> {
  const { sourceKey, meta, name } = item;
  const known = await knownPages(claim, { call, sourceKey, ...(meta.tags && { tags: meta.tags }) });
  const fetched = await web.fetchPage(meta.url ?? name, { signal, known: known.validators });
  if (!("isUnchanged" in fetched)) return readFile(item, fetched);
  const page = known.at(fetched.url);
  return page ? { kind: "unchanged", page } : { kind: "gone" };
}

async function storedFile(item: ClaimedItem, { call, claim }: Reading): Promise<SourceFile | undefined> {
  const bytes = await readContent(call, item, claim.worker);
  if (!bytes) return undefined;
  const { mediaType, url, validators } = item.meta;
  return {
    ...{ name: item.name, bytes },
    ...(mediaType && { mediaType }),
    ...(url && { url }),
    ...(validators && { validators }),
  };
}

async function readFile(item: ClaimedItem, file: SourceFile | undefined): Promise<ReadItem> {
  if (!file) return { kind: "gone" };
  const files = await prepareFile(file);
  const read = oneDocument(files.map(withAddress(item, file)), file.name);
  return read.kind === "documents" && file.validators ? { ...read, validators: file.validators } : read;
}

/** A page is read at its address, and carries the tags of where it was asked for. */
function withAddress({ meta }: ClaimedItem, { url }: SourceFile): (file: PreparedFile) => PreparedFile {
  return (file) => {
    if ("reason" in file) return file;
    const { document } = file.prepared;
    const tags = [...new Set([...document.tags, ...(meta.tags ?? [])])];
    const address = document.url ?? url;
    return {
      ...file,
      prepared: { ...file.prepared, document: { ...document, tags, ...(address && { url: address }) } },
    };
  };
}

function oneDocument(files: PreparedFile[], name: string): ReadItem {
  const [first, ...others] = files;
  if (!first) return { kind: "failed", reason: "There is no document in it." };
  const isHolder = others.length > 0 || first.name !== name;
  if (!isHolder && "reason" in first) return { kind: "failed", reason: first.reason };
  return { kind: "documents", files, isHolder };
}
