import { fetchSource } from "@/lib/admin/fetch-source.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { readJson } from "@/lib/request-body.ts";
import { database, ingests } from "@/lib/wiring.ts";
import { operatorAccess, operatorWorkspace } from "../operator-workspace.ts";
import { sourceSchema } from "./schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: list, POST: add });

async function list({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const sources = await database().call("list_sources", { p_workspace: workspace.id });
  return Response.json({ sources }, { headers: { "cache-control": "no-store" } });
}

/** Keeps an address and begins to fetch it. The same address again is the same source, fetched anew. */
async function add({ request }: Exchange): Promise<Response> {
  const { workspace, by } = await operatorAccess(request, "write");
  const input = await readJson(request, sourceSchema);
  const { call } = database();
  const source = await call<{ id: string }>("write_source", {
    p_workspace: workspace.id,
    p_source: { ...input, by },
  });
  const wanted = { workspaceId: workspace.id, sourceId: source.id, by };
  const ingestId = await fetchSource(wanted, { call, worker: ingests() });
  return Response.json({ source: { ...source, ingestId } });
}
