import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath, readJson } from "@/lib/request-body.ts";
import { database, ingests } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../../../operator-workspace.ts";
import { itemsSchema } from "../schema.ts";

type Params = { id: string };

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ POST: retry });

/** What failed waits to be read again, as far as it is still kept. */
async function retry({ request, params }: Exchange<Params>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const id = idFromPath(params.id);
  const { items } = await readJson(request, itemsSchema);
  const args = { p_workspace: workspace.id, p_ingest: id, p_items: items ?? null };
  const retried = await database().call<number | null>("retry_ingest_items", args);
  if (retried === null) throw new AppError("not_found", { message: "There is no such job." });
  ingests().nudge();
  return Response.json({ id, retried });
}
