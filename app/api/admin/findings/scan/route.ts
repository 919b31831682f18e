import type { KnowledgeScan } from "@/lib/admin/upkeep/finding.ts";
import { scanKnowledge } from "@/lib/admin/upkeep/scan-knowledge.ts";
import { startInBackground } from "@/lib/background-work.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { runtime } from "@/lib/runtime.ts";
import { database, embedderFor } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../../operator-workspace.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ POST: start });

type Begun = { scan: KnowledgeScan; running?: undefined } | { scan?: undefined; running: string };

/** Answers as soon as the scan has begun; it goes on by itself, and the list of findings tells how far it is. */
async function start({ request, log }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  if (runtime().draining) throw new AppError("provider_unavailable", { retryAfterSeconds: 5 });
  const { call } = database();
  const scanId = crypto.randomUUID();
  const { scan } = await call<Begun>("begin_knowledge_scan", { p_workspace: workspace.id, p_scan: scanId });
  if (!scan) throw new AppError("conflict", { message: "A scan is under way already." });
  const { config } = workspace;
  startInBackground(runtime().flushes, (signal) =>
    scanKnowledge(
      { workspaceId: workspace.id, scanId },
      {
        ...{ call, signal, log, now: Date.now, language: config.language },
        ...{ staleAfterMonths: config.staleAfterMonths, embeddingModel: embedderFor(config).model },
      },
    ),
  );
  return Response.json(scan, { status: 202 });
}
