import { DatabaseError } from "../db/call.ts";
import { ModelError } from "../models/model-error.ts";
import { embedPassages } from "./embed-passages.ts";
import type { Lease } from "./hold-lease.ts";
import { type Claim, type ClaimedItem, type Settlement, settleItems } from "./ingest-claim.ts";
import type { IngestDeps } from "./ingest-claimed.ts";
import type { StoredDocument } from "./ingest-document.ts";
import { passageText } from "./passage-text.ts";
import type { PreparedDocument } from "./prepare-document.ts";
import { clearAwayPassages, stagePassages, storedTogether } from "./stage-passages.ts";
import { type DocumentPlace, documentIdentity, storablePassages } from "./storable-document.ts";

/** A document that was read out of an item; with a `part` and a name it is one of several. */
export type FoundDocument = {
  item: ClaimedItem;
  part?: number;
  name?: string;
  prepared: PreparedDocument;
  place: DocumentPlace;
};

/**
 * Embeds documents together and stores them, each in one step with the end of its item; those that are stored already
 * are only told as such. Returns the ids of the items that were put back or given up because the embedding model failed.
 */
export async function storeFound(
  found: readonly FoundDocument[],
  claim: Claim,
  lease: Lease,
  deps: IngestDeps,
): Promise<string[]> {
  const fresh = (await withoutUnchanged(found, claim, deps)).filter(({ item }) => lease.holds(item.id));
  if (fresh.length === 0) return [];
  try {
    const vectors = await embedTogether(fresh, lease, deps);
    await store(fresh, vectors, claim, { ...deps, signal: lease.signal });
    return [];
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const [only, ...others] = fresh;
    // One text that the model does not take must not keep the others out.
    if (!canPass(error) && others.length > 0) return oneByOne(fresh, claim, lease, deps);
    deps.log.warn({ err: error, model: deps.embedder.model }, "documents could not be embedded");
    await settleItems(deps.call, claim, fresh.map(afterModelError(error, deps)));
    if (deps.onModelError === "throw") throw error;
    return [only, ...others].flatMap((one) => (one ? [one.item.id] : []));
  }
}

async function withoutUnchanged(
  found: readonly FoundDocument[],
  claim: Claim,
  { call, embedder }: IngestDeps,
): Promise<FoundDocument[]> {
  if (found.length === 0) return [];
  const known = await call<(StoredDocument | null)[]>("find_unchanged_documents", {
    p_workspace: claim.workspaceId,
    p_documents: found.map(({ prepared, place }) => documentIdentity(prepared.document, place)),
    p_embedding_model: embedder.model,
  });
  const settlements = found.flatMap((one, index): Settlement[] => {
    const document = known[index];
    if (!document) return [];
    const { id, title, passages } = document;
    return [{ ...targetOf(one), state: "unchanged", change: "unchanged", documentId: id, title, passages }];
  });
  await settleItems(call, claim, settlements);
  return found.filter((_, index) => !known[index]);
}

async function embedTogether(
  fresh: readonly FoundDocument[],
  lease: Lease,
  { embedder }: IngestDeps,
): Promise<number[][][]> {
  for (const { item, part, prepared } of fresh) {
    const passages = part === undefined ? { passages: prepared.passages.length } : {};
    lease.mark({ id: item.id, state: "embedding", ...passages });
  }
  await lease.flush();
  const texts = fresh.flatMap(({ prepared: { document, passages } }) =>
    passages.map((passage) => passageText({ title: document.title, ...passage })),
  );
  const [only, ...others] = fresh;
  const all = await embedPassages(texts, {
    embedder,
    signal: lease.signal,
    onDone(done) {
      if (only && others.length === 0 && only.part === undefined)
        lease.mark({ id: only.item.id, passagesDone: done });
    },
  });
  let at = 0;
  return fresh.map(({ prepared }) => {
    const start = at;
    at += prepared.passages.length;
    return all.slice(start, at);
  });
}

async function store(
  fresh: readonly FoundDocument[],
  vectors: readonly number[][][],
  claim: Claim,
  deps: Storing,
): Promise<void> {
  const numbered = fresh.map((one, index) => ({ one, vectors: vectors[index] ?? [] }));
  for (const group of groupsOf(numbered, ({ one }) => one.prepared.passages.length)) {
    const entries = [];
    for (const { one, vectors: own } of group) entries.push(await toEntry(one, own, claim, deps));
    await storeEntries(entries, claim, deps);
  }
  await clearAwayPassages(deps.call);
}

type Storing = IngestDeps & { signal: AbortSignal };
type Entry = {
  item: string;
  part?: number;
  sourceKey?: string;
  document: object;
  passages: readonly object[];
};

async function toEntry(
  found: FoundDocument,
  vectors: readonly number[][],
  { workspaceId }: Claim,
  { embedder, ...storing }: Storing,
): Promise<Entry> {
  const { document, passages } = found.prepared;
  const { title, text } = document;
  const storable = await storablePassages(title, passages, vectors);
  const { stage, passages: sent } = await stagePassages(
    { workspaceId, embeddingModel: embedder.model, title, passages: storable },
    storing,
  );
  return {
    ...targetOf(found),
    document: { ...documentIdentity(document, found.place), body: text, ...(stage && { stage }) },
    passages: sent,
  };
}

async function storeEntries(entries: Entry[], claim: Claim, deps: IngestDeps): Promise<void> {
  const { call, embedder, log } = deps;
  try {
    const outcomes = await call<object[]>("store_ingested", {
      p_workspace: claim.workspaceId,
      p_worker: claim.worker,
      p_embedding_model: embedder.model,
      p_entries: entries,
    });
    const gone = entries.filter((_, index) => "gone" in (outcomes[index] ?? {}));
    await settleItems(call, claim, gone.map(failedEntry("The document was deleted meanwhile.")));
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    if (entries.length > 1) {
      for (const entry of entries) await storeEntries([entry], claim, deps);
      return;
    }
    log.error({ err: error }, "a document could not be stored");
    await settleItems(call, claim, entries.map(failedEntry("The database does not take this text.")));
  }
}

/** What the text is at fault for (SQLSTATE classes 22, 23 and 54), not the connection. */
function isRefusedData(error: unknown): boolean {
  return error instanceof DatabaseError && /^(22|23|54)/.test(error.sqlState);
}

function failedEntry(reason: string): (entry: Entry) => Settlement {
  return ({ item, part, sourceKey }) => ({
    ...{ item, state: "failed", reason, fault: "server" },
    ...(part !== undefined && { part }),
    ...(sourceKey && { sourceKey }),
  });
}

async function oneByOne(
  fresh: readonly FoundDocument[],
  claim: Claim,
  lease: Lease,
  deps: IngestDeps,
): Promise<string[]> {
  const putBack = new Set<string>();
  for (const one of fresh) {
    if (putBack.has(one.item.id)) continue;
    for (const id of await storeFound([one], claim, lease, deps)) putBack.add(id);
  }
  return [...putBack];
}

/** How long an item waits after its first, second … try. After the last it has failed. */
const retrySeconds = [3, 15, 60, 180, 300];

function afterModelError(
  error: ModelError,
  { onModelError }: IngestDeps,
): (found: FoundDocument) => Settlement {
  return ({ item }) => {
    if (onModelError === "throw") return { item: item.id, state: "waiting", retryInSeconds: 0 };
    const wait = retrySeconds[item.attempts - 1];
    if (!canPass(error) || wait === undefined) {
      return { item: item.id, state: "failed", fault: "provider", reason: modelReason(error) };
    }
    const retryInSeconds = Math.max(wait, Math.ceil((error.retryAfterMs ?? 0) / 1000));
    return { item: item.id, state: "waiting", retryInSeconds, reason: "The embedding model did not answer." };
  };
}

/** It is the model's fault and no text's; it may be over later. */
function canPass({ retryable, reason }: ModelError): boolean {
  return retryable || reason === "breaker_open";
}

function modelReason(error: ModelError): string {
  const { reason } = error;
  if (canPass(error)) return "The embedding model did not answer, several times. Try it again later.";
  if (reason === "unauthorized") return "The embedding model refused the key that is configured for it.";
  if (reason === "no_such_model") return "The embedding model that is configured does not exist.";
  return "The embedding model does not take this text.";
}

function targetOf({ item, part, name, place, prepared }: FoundDocument) {
  const { warning } = prepared.document;
  return {
    item: item.id,
    ...(warning !== undefined && { reason: warning }),
    ...(part !== undefined && { part }),
    ...(name !== undefined && { name }),
    ...(place.sourceKey && { sourceKey: place.sourceKey }),
    ...(place.validators && { validators: place.validators }),
  };
}

function* groupsOf<One>(all: readonly One[], sizeOf: (one: One) => number): Generator<One[]> {
  let group: One[] = [];
  let size = 0;
  for (const one of all) {
    if (group.length > 0 && size + sizeOf(one) > storedTogether) {
      yield group;
      group = [];
      size = 0;
    }
    group.push(one);
    size += sizeOf(one);
  }
  if (group.length > 0) yield group;
}
