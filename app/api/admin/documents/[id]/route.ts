import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { clearAwayPassages } from "@/lib/knowledge/stage-passages.ts";
import { idFromPath } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../../operator-workspace.ts";

type Params = { id: string };

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({
  GET: read,
  DELETE: remove,
});

/** A document with its stored text and its passages. */
async function read({ request, params }: Exchange<Params>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const id = idFromPath(params.id);
  const document = await database().call<object | null>("read_document", {
    p_workspace: workspace.id,
    p_document: id,
  });
  if (!document) throw new AppError("not_found", { message: "There is no such document." });
  return Response.json(document, { headers: { "cache-control": "no-store" } });
}

/** Takes the document out of every later answer, with its passages and what was cached from them. */
async function remove({ request, params }: Exchange<Params>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const id = idFromPath(params.id);
  const wasThere = await database().call<boolean>("delete_document", {
    p_workspace: workspace.id,
    p_document: id,
  });
  if (!wasThere) throw new AppError("not_found", { message: "There is no such document." });
  await clearAwayPassages(database().call);
  return Response.json({ id, deleted: true });
}
