import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath } from "@/lib/request-body.ts";
import { requestedWorkspace } from "@/lib/visitor-request.ts";
import { database } from "@/lib/wiring.ts";

type Params = { id: string };

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ GET: read });

/** The whole text of a document that answers quote, for whoever wants to check one: visitors may read it. */
async function read({ request, params }: Exchange<Params>): Promise<Response> {
  const workspace = await requestedWorkspace(request);
  const source = await database().call<object | null>("read_source", {
    p_workspace: workspace.id,
    p_document: idFromPath(params.id),
  });
  if (!source)
    throw new AppError("not_found", { message: "There is no such document, or it was taken down." });
  // Taken down is taken down: a browser asks again each time.
  return Response.json(source, { headers: { "cache-control": "private, no-cache" } });
}
