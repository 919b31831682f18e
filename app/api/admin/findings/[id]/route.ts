import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath, readJson } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { operatorAccess } from "../../operator-workspace.ts";
import { decisionSchema } from "../schema.ts";

type Params = { id: string };
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ PATCH: decide });

/** What was dismissed or resolved comes back only when the text changes; `open` takes a decision back. */
async function decide({ request, params }: Exchange<Params>): Promise<Response> {
  const { workspace, by } = await operatorAccess(request, "write");
  const { state } = await readJson(request, decisionSchema);
  const finding = await database().call<object | null>("decide_finding", {
    p_workspace: workspace.id,
    p_id: idFromPath(params.id),
    p_state: state,
    p_by: by,
  });
  if (!finding) throw new AppError("not_found", { message: "There is no such finding." });
  return Response.json(finding);
}
