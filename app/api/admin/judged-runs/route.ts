import type { JudgedRun } from "@/lib/admin/judged/compare-runs.ts";
import { runJudgedQuestions } from "@/lib/admin/judged/run-judged-questions.ts";
import { modelName } from "@/lib/admin/rerank-search.ts";
import { runSettings, searchKnowledge } from "@/lib/admin/search-knowledge.ts";
import { startInBackground } from "@/lib/background-work.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { readJson } from "@/lib/request-body.ts";
import { runtime } from "@/lib/runtime.ts";
import { database, economyModelOf, embedderFor, isOffline } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../operator-workspace.ts";
import { rerankerFor } from "../reranker-for.ts";
import { newRunSchema } from "./schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: list, POST: start });

/** The older ones are removed when a new one begins. */
const runsKept = 50;

async function list({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const runs = await database().call("list_judged_runs", { p_workspace: workspace.id });
  return Response.json({ runs }, { headers: { "cache-control": "no-store" } });
}

type Begun = { run: JudgedRun; running?: undefined } | { run?: undefined; running?: string };

/** Answers as soon as the run has begun; it goes on by itself. */
async function start({ request, requestId, log }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const { label, rerank: asked } = await readJson(request, newRunSchema);
  if (runtime().draining) throw new AppError("provider_unavailable", { retryAfterSeconds: 5 });
  const { call } = database();
  const embedder = embedderFor(workspace.config);
  const model = economyModelOf(workspace);
  if (asked && !model) throw noModel();
  const reranks = (asked ?? workspace.config.rerank) && model !== null;
  const rerank = reranks
    ? rerankerFor(workspace, { endpoint: "/api/admin/judged-runs", requestId, log })
    : undefined;
  const runId = crypto.randomUUID();
  const { run, running } = await call<Begun>("begin_judged_run", {
    p_workspace: workspace.id,
    p_run: runId,
    p_label: label ?? null,
    p_embedder: embedder.model,
    p_settings: runSettings(workspace, reranks ? modelName(model) : undefined),
    p_kept: runsKept,
  });
  if (!run) throw notBegun(running);
  const deps = { workspace, call, embedder, isOffline: isOffline(workspace.config), rerank, log };
  startInBackground(runtime().flushes, (signal) =>
    runJudgedQuestions(
      { workspaceId: workspace.id, runId },
      { call, log, signal, search: (question) => searchKnowledge(question, deps) },
    ),
  );
  return Response.json(run, { status: 202 });
}

function noModel(): AppError {
  const message = "No model is connected that this workspace may ask. Run the questions without re-ranking.";
  return new AppError("conflict", { message, field: "rerank" });
}

function notBegun(running: string | undefined): AppError {
  const message = running
    ? "A run is under way already. Wait for it, or stop it."
    : "There are no questions to run. Keep some first.";
  return new AppError("conflict", { message });
}
