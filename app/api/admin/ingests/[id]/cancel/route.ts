import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath, readJson } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../../../operator-workspace.ts";
import { itemsSchema } from "../schema.ts";

type Params = { id: string };

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ POST: cancel });

/** Gives up what is not stored yet, and what failed where it is named. What is stored stays. */
async function cancel({ request, params }: Exchange<Params>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const id = idFromPath(params.id);
  const { items } = await readJson(request, itemsSchema);
  const args = { p_workspace: workspace.id, p_ingest: id, p_items: items ?? null };
  const cancelled = await database().call<number | null>("cancel_ingest_items", args);
  if (cancelled === null) throw new AppError("not_found", { message: "There is no such job." });
  return Response.json({ id, cancelled });
}
