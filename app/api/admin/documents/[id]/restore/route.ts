import { restoreVersion } from "@/lib/admin/restore-version.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { idFromPath, readJson } from "@/lib/request-body.ts";
import { database, ingests } from "@/lib/wiring.ts";
import { operatorAccess } from "../../../operator-workspace.ts";
import { restoreSchema } from "./schema.ts";

type Params = { id: string };
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ POST: restore });

/** How long the answer waits; the text is restored whether anybody waits or not. */
const patienceMs = 20_000;

/** The old text becomes the document's newest: it is cut and indexed anew, and the present one is kept as a version. */
async function restore({ request, params }: Exchange<Params>): Promise<Response> {
  const { workspace, by } = await operatorAccess(request, "write");
  const { version } = await readJson(request, restoreSchema);
  const restored = await restoreVersion(
    { documentId: idFromPath(params.id), version, by },
    { workspaceId: workspace.id, call: database().call, worker: ingests(), patienceMs },
  );
  return Response.json(restored);
}
