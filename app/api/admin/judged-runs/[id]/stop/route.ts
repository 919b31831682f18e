import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../../../operator-workspace.ts";

type Params = { id: string };
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ POST: stop });

/** What was asked until now stays; the run is told as it is then. One that has ended stays as it was. */
async function stop({ request, params }: Exchange<Params>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const run = await database().call<object | null>("end_judged_run", {
    p_workspace: workspace.id,
    p_run: idFromPath(params.id),
    p_status: "stopped",
    p_summary: null,
    p_error: null,
  });
  if (!run) throw new AppError("not_found", { message: "There is no such run." });
  return Response.json(run);
}
