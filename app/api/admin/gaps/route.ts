import { listGaps } from "@/lib/admin/gaps.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { database, embedderFor, isOffline } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../operator-workspace.ts";
import { gapStateSchema } from "./schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: list });

/** What visitors asked and got no answer to, gathered by meaning. `?state=` narrows. */
async function list({ request, log }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const named = new URL(request.url).searchParams.get("state") ?? undefined;
  const state = gapStateSchema.optional().safeParse(named);
  if (!state.success)
    throw new AppError("invalid_request", {
      message: "Must be open, answered or dismissed.",
      field: "state",
    });
  const embedder = embedderFor(workspace.config);
  const gaps = await listGaps(state.data, {
    workspace,
    call: database().call,
    embedder,
    isOffline: isOffline(workspace.config),
    log,
  });
  return Response.json(gaps, { headers: { "cache-control": "no-store" } });
}
