import { fetchSource, type Source } from "@/lib/admin/fetch-source.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath } from "@/lib/request-body.ts";
import { database, ingests } from "@/lib/wiring.ts";
import { operatorAccess } from "../../../operator-workspace.ts";

type Params = { id: string };

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ POST: refresh });

/** Fetches a source again: changed pages replace what they were, the others are left. */
async function refresh({ request, params }: Exchange<Params>): Promise<Response> {
  const { workspace, by } = await operatorAccess(request, "write");
  const id = idFromPath(params.id);
  const { call } = database();
  const source = await call<Source | null>("read_source_address", {
    p_workspace: workspace.id,
    p_source: id,
  });
  if (!source) throw new AppError("not_found", { message: "There is no such source." });
  const ingestId = await fetchSource({ workspaceId: workspace.id, source, by }, { call, worker: ingests() });
  return Response.json({ id, ingestId });
}
