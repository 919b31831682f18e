import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import { requireOperator } from "@/lib/auth.ts";
import { runtime } from "@/lib/runtime.ts";
import { database, loadWorkspace } from "@/lib/wiring.ts";

/** Who calls the orchestrator's API. `tier` is that of the people they name, unless an operator set another. */
export type Caller = { workspace: LoadedWorkspace; tier: string; isOperator: boolean };

/** Throws 401 without valid credentials, 403 for a workspace or action that is not theirs, 404. */
export async function requireCaller(request: Request, action: "read" | "write"): Promise<Caller> {
  const { workspaceSlug } = await requireOperator(request, { call: database().call, action });
  return {
    workspace: await loadWorkspace(workspaceSlug),
    tier: runtime().settings.DEFAULT_TIER,
    isOperator: true,
  };
}
