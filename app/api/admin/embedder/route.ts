import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { localEmbedder } from "@/lib/knowledge/embed-local.ts";
import {
  database,
  embedderFor,
  forgetLearned,
  forgetWorkspace,
  loadWorkspace,
  startLearning,
} from "@/lib/wiring.ts";
import { operatorWorkspace } from "../operator-workspace.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({
  GET: read,
  POST: learn,
  DELETE: forget,
});

/** What the workspace's texts are embedded by, what that has learnt, and how far a run is. */
async function read({ request }: Exchange): Promise<Response> {
  return stateOf(await operatorWorkspace(request, "read"));
}

/** Teaches the local embedder from the workspace's passages as they are now. In the background; GET tells how far it is. */
async function learn({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const { model } = embedderFor(workspace.config);
  if (!isLocal(model))
    throw new AppError("conflict", {
      message: `Passages are embedded by ${model}, which learns nothing here.`,
    });
  const run = crypto.randomUUID();
  const isGranted = await database().call<boolean>("claim_learning", {
    p_workspace: workspace.id,
    p_run: run,
  });
  if (!isGranted) throw new AppError("conflict", { message: "It is learning already." });
  startLearning(workspace, run);
  return stateOf(workspace, 202);
}

/** Back to the embedder as it comes. */
async function forget({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  await forgetLearned(workspace);
  return stateOf(workspace);
}

async function stateOf(workspace: LoadedWorkspace, status = 200): Promise<Response> {
  type State = { workspaceVersion: number };
  const read = await database().call<State>("learning_state", { p_workspace: workspace.id });
  const { workspaceVersion, ...state } = read;
  const { config } = await asOf(workspaceVersion, workspace);
  const { model, dimensions } = embedderFor(config);
  return Response.json(
    { model, dimensions, canLearn: isLocal(model), ...state },
    { status, headers: { "cache-control": "no-store" } },
  );
}

/** Another process, or work in the background, may have made another model serve since the workspace was loaded. */
async function asOf(version: number, workspace: LoadedWorkspace): Promise<LoadedWorkspace> {
  if (version === workspace.version) return workspace;
  forgetWorkspace(workspace.config.slug);
  return loadWorkspace(workspace.config.slug);
}

function isLocal(model: string): boolean {
  return model.split("+")[0] === localEmbedder.model;
}
