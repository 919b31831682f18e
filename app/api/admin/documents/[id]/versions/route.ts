import type { VersionSummary } from "@/lib/admin/versions/version.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../../../operator-workspace.ts";

type Params = { id: string };
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ GET: list });

/** The texts that the document has and had, the present one first. */
async function list({ request, params }: Exchange<Params>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const versions = await database().call<VersionSummary[] | null>("list_document_versions", {
    p_workspace: workspace.id,
    p_document: idFromPath(params.id),
  });
  if (!versions) throw new AppError("not_found", { message: "There is no such document." });
  return Response.json({ versions }, { headers: { "cache-control": "no-store" } });
}
