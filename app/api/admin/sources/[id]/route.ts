import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { clearAwayPassages } from "@/lib/knowledge/stage-passages.ts";
import { idFromPath } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../../operator-workspace.ts";

type Params = { id: string };

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ DELETE: remove });

type StoredSource = { documents: string[]; running: string | null };

/** Fetches no more from there, and takes what came from it out of every later answer. */
async function remove({ request, params }: Exchange<Params>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const id = idFromPath(params.id);
  const { call } = database();
  const p_workspace = workspace.id;
  let deleted = 0;
  // Until nobody has begun to fetch it again meanwhile.
  do {
    const source = await whenAtRest(p_workspace, id);
    // One by one: the embedded database serves others in between.
    for (const p_document of source.documents) {
      if (await call<boolean>("delete_document", { p_workspace, p_document })) deleted += 1;
    }
  } while (!(await call<boolean>("delete_source", { p_workspace, p_source: id })));
  await clearAwayPassages(call);
  return Response.json({ id, deleted: true, documents: deleted });
}

/** The source once no job fetches it any more: what came from it until then is all that does. Throws `not_found`. */
async function whenAtRest(p_workspace: string, p_source: string): Promise<StoredSource> {
  const { call } = database();
  for (;;) {
    const source = await call<StoredSource | null>("read_source_address", { p_workspace, p_source });
    if (!source) throw new AppError("not_found", { message: "There is no such source." });
    if (!source.running) return source;
    await call("cancel_ingest_items", { p_workspace, p_ingest: source.running, p_items: null });
  }
}
