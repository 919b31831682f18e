import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../operator-workspace.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: state });

/** What the workspace's passages are searched by, and how far a change of the model or the language is. */
async function state({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const knowledge = await database().call<object>("read_knowledge_state", { p_workspace: workspace.id });
  return Response.json(knowledge, { headers: { "cache-control": "no-store" } });
}
