import { z } from "zod";

import { searchKnowledge } from "@/lib/admin/search-knowledge.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { personText, readJson } from "@/lib/request-body.ts";
import { database, embedderFor } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../operator-workspace.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ POST: search });

const searchSchema = z.strictObject({
  query: personText({ max: 4000 }),
  limit: z.int().min(1).max(50).default(5),
  personaScores: z.record(z.string().max(64), z.number().min(0).max(1)).default({}),
  /** Ids of documents or tags. */
  sources: z
    .array(personText({ max: 64 }))
    .min(1)
    .max(100)
    .optional(),
});

async function search({ request, log }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const { query, limit, personaScores, sources } = await readJson(request, searchSchema);
  const startedAt = performance.now();
  const found = await searchKnowledge(
    { query, limit, personaScores, sources },
    { workspace, call: database().call, embedder: embedderFor(workspace.config), log },
  );
  const tookMs = Math.round((performance.now() - startedAt) * 10) / 10;
  return Response.json({ ...found, tookMs }, { headers: { "cache-control": "no-store" } });
}
