import type { Call } from "../../db/call.ts";
import { AppError } from "../../errors.ts";
import { ingestDocument, type StoredDocument } from "../../knowledge/ingest-document.ts";
import type { Embedder } from "../../models/model.ts";
import { ModelError } from "../../models/model-error.ts";
import type { DocumentVersion } from "./version.ts";

type RestoreDeps = { workspaceId: string; by: string | undefined; call: Call; embedder: Embedder };

/**
 * Gives a document an earlier text again, through ingestion. `change` is `unchanged` where it has that text already.
 * Throws `provider_unavailable` when the embedding model failed; the document then is as it was.
 */
export async function restoreVersion(
  { documentId, title, url, tags, sample, content, pages }: DocumentVersion,
  { workspaceId, by, call, embedder }: RestoreDeps,
): Promise<StoredDocument> {
  const document = { title, tags, sample, text: content, ...(url && { url }), ...(pages && { pages }) };
  try {
    const order = { workspaceId, documentId, document, ...(by && { by }) };
    const restored: StoredDocument | null = await ingestDocument(order, { call, embedder });
    if (!restored) throw new AppError("not_found", { message: "The document was deleted meanwhile." });
    return restored;
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new AppError("provider_unavailable", {
      message:
        "The embedding model did not answer, so the document stays as it is. Try it again in a moment.",
      retryAfterSeconds: Math.ceil((error.retryAfterMs ?? 10_000) / 1000),
      cause: error,
    });
  }
}
