import type { DocumentVersion } from "@/lib/admin/versions/version.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";

/** A document's text of that number. Throws `not_found` where the workspace has none. */
export async function readVersion(
  workspaceId: string,
  { documentId, version }: { documentId: string; version: string | number },
): Promise<DocumentVersion> {
  const number = Number(version);
  const isNumber = Number.isInteger(number) && number >= 1 && number <= 2_147_483_647;
  const found = isNumber
    ? await database().call<DocumentVersion | null>("read_document_version", {
        p_workspace: workspaceId,
        p_document: idFromPath(documentId),
        p_version: number,
      })
    : null;
  if (!found) throw new AppError("not_found", { message: "There is no such version of this document." });
  return found;
}
