import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../../../operator-workspace.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<{ id: string }>({ GET: context });

/** What a turn's prompt was made of, and which turns and passages did not fit into it. */
async function context({ request, params }: Exchange<{ id: string }>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const found = await database().call("read_turn_context", {
    p_workspace: workspace.id,
    p_turn: idFromPath(params.id),
  });
  if (!found) throw new AppError("not_found");
  return Response.json(found, { headers: { "cache-control": "no-store" } });
}
