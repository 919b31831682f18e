import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../operator-workspace.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: list });

const most = 50;

/** What the operators were told, the newest first. */
async function list({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const alerts = await database().call("list_alerts", { p_workspace: workspace.id, p_limit: most });
  return Response.json({ alerts }, { headers: { "cache-control": "no-store" } });
}
