import { changeGap } from "@/lib/admin/gaps.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { idFromPath, readJson } from "@/lib/request-body.ts";
import { database, embedderFor, isOffline } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../../operator-workspace.ts";
import { gapChangeSchema } from "../schema.ts";

type Params = { id: string };
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ PATCH: change });

/** Dismisses a question, opens it again, or counts it as answered, which a search has to confirm. */
async function change({ request, params, log }: Exchange<Params>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const { state } = await readJson(request, gapChangeSchema);
  const embedder = embedderFor(workspace.config);
  const gap = await changeGap(idFromPath(params.id), state, {
    workspace,
    call: database().call,
    embedder,
    isOffline: isOffline(workspace.config),
    log,
  });
  return Response.json(gap, { headers: { "cache-control": "no-store" } });
}
