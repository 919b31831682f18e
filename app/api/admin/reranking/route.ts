import { type RerankState, readRerankState } from "@/lib/admin/judged/read-gain.ts";
import { modelName } from "@/lib/admin/rerank-search.ts";
import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { readJson } from "@/lib/request-body.ts";
import { database, economyModelOf, forgetWorkspace } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../operator-workspace.ts";
import { rerankingSchema } from "./schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: read, PUT: set });

/** Whether a model puts passages in order for visitors, and what the judged runs say of it. */
async function read({ request }: Exchange): Promise<Response> {
  return answer(await stateOf(await operatorWorkspace(request, "read")));
}

/** Turns it off, or on where the workspace's own runs show a gain. */
async function set({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const { on } = await readJson(request, rerankingSchema);
  const state = await stateOf(workspace);
  if (on && !state.gain) throw new AppError("conflict", { message: state.why ?? undefined });
  const { set: isSet } = await database().call<{ set: boolean }>("set_reranking", {
    p_workspace: workspace.id,
    p_on: on,
    p_knowledge_version: on ? state.knowledgeVersion : null,
  });
  if (!isSet) throw new AppError("conflict", { message: "Documents were changed just now. Run both again." });
  forgetWorkspace(workspace.config.slug);
  return answer({ ...state, on });
}

function stateOf(workspace: LoadedWorkspace): Promise<RerankState> {
  const model = economyModelOf(workspace);
  return readRerankState({
    id: workspace.id,
    slug: workspace.config.slug,
    on: workspace.config.rerank,
    model: model && modelName(model),
    call: database().call,
  });
}

function answer(state: RerankState): Response {
  return Response.json(state, { headers: { "cache-control": "no-store" } });
}
