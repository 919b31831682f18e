import { compareRuns, type ReadRun } from "@/lib/admin/judged/compare-runs.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../../operator-workspace.ts";

type Params = { id: string };
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({
  GET: read,
  DELETE: remove,
});

/** A run with each question's result; `?against=<id>` adds what changed since that one. */
async function read({ request, params }: Exchange<Params>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const run = await readRun(workspace.id, idFromPath(params.id));
  const named = new URL(request.url).searchParams.get("against");
  const comparison =
    named === null ? undefined : compareRuns(await readRun(workspace.id, idFromPath(named)), run);
  return Response.json(
    { ...run, ...(comparison && { comparison }) },
    { headers: { "cache-control": "no-store" } },
  );
}

async function readRun(workspaceId: string, runId: string): Promise<ReadRun> {
  const run = await database().call<ReadRun | null>("read_judged_run", {
    p_workspace: workspaceId,
    p_run: runId,
  });
  if (!run) throw noSuchRun();
  return run;
}

/** One that is under way ends with it. */
async function remove({ request, params }: Exchange<Params>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const id = idFromPath(params.id);
  const wasThere = await database().call<boolean>("delete_judged_run", {
    p_workspace: workspace.id,
    p_run: id,
  });
  if (!wasThere) throw noSuchRun();
  return Response.json({ id, deleted: true });
}

function noSuchRun(): AppError {
  return new AppError("not_found", { message: "There is no such run." });
}
