import type { Call } from "../db/call.ts";
import type { Embedder } from "../models/model.ts";
import { embedPassages } from "./embed-passages.ts";
import { passageText } from "./passage-text.ts";
import { prepareText } from "./prepare-document.ts";
import type { ReadDocument } from "./read-document/read-document.ts";
import { clearAwayPassages, stagePassages } from "./stage-passages.ts";
import { type DocumentPlace, documentIdentity, storablePassages } from "./storable-document.ts";

export type StoredDocument = {
  id: string;
  title: string;
  passages: number;
  status: "ready" | "failed";
  change: "created" | "replaced" | "unchanged";
};

export type IngestOrder = DocumentPlace & { workspaceId: string; document: ReadDocument };

/**
 * Cuts, embeds and stores a document here and now, in one step, so that a search never sees half of it; what people
 * hand in goes through a job instead (ingest-hand-in.ts). The same content is stored once: nothing is embedded or
 * written when the database has it already. Throws ModelError when the embedder fails and DatabaseError when the
 * database does; the document then is as it was.
 */
export async function ingestDocument(
  { workspaceId, document, ...place }: IngestOrder,
  { call, embedder, signal }: { call: Call; embedder: Embedder; signal?: AbortSignal },
): Promise<StoredDocument> {
  const identity = documentIdentity(document, place);
  const args = { p_workspace: workspaceId, p_embedding_model: embedder.model };
  const unchanged = await call<StoredDocument | null>("find_unchanged_document", {
    ...args,
    p_document: identity,
  });
  if (unchanged) return unchanged;

  const { title } = document;
  const { passages } = await prepareText(document);
  const texts = passages.map((passage) => passageText({ title, ...passage }));
  const vectors = await embedPassages(texts, { embedder, signal });
  const storable = await storablePassages(title, passages, vectors);
  const { stage, passages: sent } = await stagePassages(
    { workspaceId, embeddingModel: embedder.model, title, passages: storable },
    { call, signal },
  );
  const stored = await call<StoredDocument>("replace_document", {
    ...args,
    p_document: { ...identity, body: document.text, ...(stage && { stage }) },
    p_passages: sent,
  });
  await clearAwayPassages(call);
  return stored;
}
