import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../operator-workspace.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: list });

const most = 20;

/** The jobs under way and the newest others, and what failed and waits for somebody to look at it. */
async function list({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const jobs = await database().call<object>("list_ingests", { p_workspace: workspace.id, p_limit: most });
  return Response.json(jobs, { headers: { "cache-control": "no-store" } });
}
