import { usesDays } from "@/lib/client/admin-uses.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../operator-workspace.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: list });

/** When each document was last cited in an answer, and in how many answers lately. */
async function list({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const uses = await database().call("list_document_uses", { p_workspace: workspace.id, p_days: usesDays });
  return Response.json({ days: usesDays, uses }, { headers: { "cache-control": "no-store" } });
}
