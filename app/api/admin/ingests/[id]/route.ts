import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath, parseWith } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../../operator-workspace.ts";
import { itemQuerySchema } from "./schema.ts";

type Params = { id: string };

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ GET: read });

type Job = { items: number; entries: { ordinal: number; part: number }[] };

/** A job with a page of its items, in order; `next` leads to the page after it. */
async function read({ request, params }: Exchange<Params>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const { state, after, limit } = parseWith(itemQuerySchema, query);
  const [ordinal, part] = (after ?? "-1.0").split(".").map(Number);
  const job = await database().call<Job | null>("read_ingest", {
    ...{ p_workspace: workspace.id, p_ingest: idFromPath(params.id), p_state: state ?? null },
    ...{ p_after_ordinal: ordinal ?? -1, p_after_part: part ?? 0, p_limit: limit },
  });
  if (!job) throw new AppError("not_found", { message: "There is no such job." });
  const last = job.entries.at(limit - 1);
  const next = last ? `${last.ordinal}.${last.part}` : null;
  return Response.json({ ...job, next }, { headers: { "cache-control": "no-store" } });
}
