import { AppError } from "../errors.ts";
import type { ReadDocument } from "../knowledge/read-document/read-document.ts";
import { type AddedDocument, type AddingDeps, addOneDocument } from "./add-documents.ts";

type StoredVersion = {
  title: string;
  url: string | null;
  tags: string[];
  sample: boolean;
  content: string;
  pages: ReadDocument["pages"] | null;
};

/**
 * Makes an earlier text of a document its text again, as a new version: it is handed in like any other text. Throws
 * `not_found` where there is no such version, and as addOneDocument does.
 */
export async function restoreVersion(
  { documentId, version, by }: { documentId: string; version: number; by: string },
  deps: AddingDeps,
): Promise<AddedDocument> {
  const stored = await deps.call<StoredVersion | null>("read_document_version", {
    p_workspace: deps.workspaceId,
    p_document: documentId,
    p_version: version,
  });
  if (!stored) throw new AppError("not_found", { message: "There is no such version." });
  const { title, url, tags, sample, content, pages } = stored;
  const document = { title, tags, sample, text: content, ...(url && { url }), ...(pages && { pages }) };
  const job = { id: crypto.randomUUID(), kind: "restore" as const, label: title, by };
  return addOneDocument({ job, item: { kind: "text", document, documentId } }, deps);
}
