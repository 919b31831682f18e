import { searchKnowledge } from "@/lib/admin/search-knowledge.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { readJson } from "@/lib/request-body.ts";
import { database, embedderFor, isOffline } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../operator-workspace.ts";
import { rerankerFor } from "../reranker-for.ts";
import { searchSchema } from "./schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ POST: search });

async function search({ request, requestId, log }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const {
    query,
    limit,
    personaScores,
    sources,
    rerank = workspace.config.rerank,
  } = await readJson(request, searchSchema);
  const startedAt = performance.now();
  const found = await searchKnowledge(
    { query, limit, personaScores, sources },
    {
      workspace,
      call: database().call,
      embedder: embedderFor(workspace.config),
      isOffline: isOffline(workspace.config),
      rerank: rerank ? rerankerFor(workspace, { endpoint: "/api/admin/search", requestId, log }) : undefined,
      log,
    },
  );
  const tookMs = Math.round((performance.now() - startedAt) * 10) / 10;
  return Response.json({ ...found, tookMs }, { headers: { "cache-control": "no-store" } });
}
