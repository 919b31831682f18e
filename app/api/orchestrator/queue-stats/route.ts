import { requireCaller } from "@/lib/auth.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { database, turnLine } from "@/lib/wiring.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: queueStats });

/** How turns wait for each other in this process. */
async function queueStats({ request }: Exchange): Promise<Response> {
  await requireCaller(request, { call: database().call, scope: "read" });
  return Response.json(turnLine().stats(), { headers: { "cache-control": "no-store" } });
}
