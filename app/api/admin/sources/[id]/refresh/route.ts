import { fetchSource } from "@/lib/admin/fetch-source.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { idFromPath } from "@/lib/request-body.ts";
import { database, ingests } from "@/lib/wiring.ts";
import { operatorAccess } from "../../../operator-workspace.ts";

type Params = { id: string };

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ POST: refresh });

/** Fetches a source again: changed pages replace what they were, the others are left. */
async function refresh({ request, params }: Exchange<Params>): Promise<Response> {
  const { workspace, by } = await operatorAccess(request, "write");
  const id = idFromPath(params.id);
  const ingestId = await fetchSource(
    { workspaceId: workspace.id, sourceId: id, by },
    { call: database().call, worker: ingests() },
  );
  return Response.json({ id, ingestId });
}
