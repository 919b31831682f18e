import { restoreVersion } from "@/lib/admin/versions/restore-version.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { readJson } from "@/lib/request-body.ts";
import { database, embedderFor } from "@/lib/wiring.ts";
import { operatorAccess } from "../../../operator-access.ts";
import { readVersion } from "../versions/read-version.ts";
import { restoreSchema } from "./schema.ts";

type Params = { id: string };
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ POST: restore });

/** The old text becomes the document's newest: it is cut and indexed anew, and the present one is kept as a version. */
async function restore({ request, params }: Exchange<Params>): Promise<Response> {
  const { workspace, email } = await operatorAccess(request, "write");
  const { version } = await readJson(request, restoreSchema);
  const old = await readVersion(workspace.id, { documentId: params.id, version });
  const restored = await restoreVersion(old, {
    workspaceId: workspace.id,
    by: email,
    call: database().call,
    embedder: embedderFor(workspace.config),
  });
  return Response.json(restored);
}
