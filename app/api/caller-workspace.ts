import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import type { Scope } from "@/lib/api-key.ts";
import { type Caller, requireCaller } from "@/lib/auth.ts";
import { database, loadWorkspace } from "@/lib/wiring.ts";

/** Who calls, and the workspace they call for. Throws 401, 403, 404. */
export async function callerWorkspace(
  request: Request,
  scope: Scope,
): Promise<{ caller: Caller; workspace: LoadedWorkspace }> {
  const caller = await requireCaller(request, { call: database().call, scope });
  return { caller, workspace: await loadWorkspace(caller.workspaceSlug) };
}
