import { createHash } from "node:crypto";
import type { Call } from "../db/call.ts";
import type { Embedder } from "../models/model.ts";
import { countForStoring } from "../models/tokens.ts";
import { passageQuestion } from "./passage-question.ts";
import { passageText } from "./passage-text.ts";
import { quotedPassage } from "./quoted-passage.ts";
import type { ReadDocument } from "./read-document/read-document.ts";
import { type Passage, splitDocument, splitterVersion } from "./split-document.ts";
import { toVectorText } from "./vector-text.ts";

export type StoredDocument = {
  id: string;
  title: string;
  passages: number;
  status: "ready" | "failed";
  change: "created" | "replaced" | "unchanged";
};

export type IngestOrder = {
  workspaceId: string;
  document: ReadDocument;
  /** Where it came from (a file's path below the folder that was read); a document of the same source is replaced. */
  sourceKey?: string;
  /** The document whose text this is to become; there must be one. */
  documentId?: string;
  /** Who wrote it, as its versions tell. */
  by?: string;
};

/** Texts a call to the embedder; its adapter may part them further. */
const batchSize = 64;

/**
 * Cuts, embeds and stores a document in one step, so that a search never sees half of it. The same content is
 * stored once: nothing is embedded or written when the database has it already. Throws ModelError when the
 * embedder fails and DatabaseError when the database does; the document then is as it was.
 */
export async function ingestDocument(
  { workspaceId, document, sourceKey, documentId, by }: IngestOrder,
  { call, embedder, signal }: { call: Call; embedder: Embedder; signal?: AbortSignal },
): Promise<StoredDocument> {
  const { title, url, tags, sample, text, pages } = document;
  const args = {
    p_workspace: workspaceId,
    p_document: {
      ...{ documentId, sourceKey, title, url, tags, sample, pages, by },
      ...{ body: text, contentHash: hashOf(document) },
    },
    p_embedding_model: embedder.model,
  };
  const unchanged = await call<StoredDocument | null>("find_unchanged_document", args);
  if (unchanged) return unchanged;

  const passages = splitDocument(text);
  const vectors = await embedAll(passages, { title, embedder, signal });
  const tokens = await countForStoring(passages.map((passage) => quotedPassage({ title, ...passage })));
  return call<StoredDocument>("replace_document", {
    ...args,
    p_passages: passages.map((passage, index) => ({
      ...passage,
      promptTokens: tokens[index] ?? null,
      question: passageQuestion({ title, passage }),
      embedding: toVectorText(vectors[index] ?? []),
    })),
  });
}

/** What makes a document the same one: its words, its title, and how it is cut. */
function hashOf({ title, text }: ReadDocument): string {
  return createHash("sha256")
    .update(JSON.stringify([splitterVersion, title, text]))
    .digest("hex");
}

async function embedAll(
  passages: Passage[],
  { title, embedder, signal }: { title: string; embedder: Embedder; signal: AbortSignal | undefined },
): Promise<number[][]> {
  const vectors: number[][] = [];
  for (let at = 0; at < passages.length; at += batchSize) {
    const texts = passages.slice(at, at + batchSize).map((passage) => passageText({ title, ...passage }));
    vectors.push(...(await embedder.embed(texts, "passage", signal)));
  }
  return vectors;
}
