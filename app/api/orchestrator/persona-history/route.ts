import { personOf } from "@/lib/auth.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { parseWith } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { callerWorkspace } from "../../caller-workspace.ts";
import { historyQuerySchema } from "./schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: list });

/** A person's changes of voice, newest first. */
async function list({ request }: Exchange): Promise<Response> {
  const { caller, workspace } = await callerWorkspace(request, "read");
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const { limit, userId } = parseWith(historyQuerySchema, query);
  const history = await database().call("list_voice_changes", {
    p_workspace: workspace.id,
    p_person: personOf(caller, userId),
    p_limit: limit,
  });
  return Response.json({ history }, { headers: { "cache-control": "no-store" } });
}
