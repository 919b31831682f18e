import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import { requireOperator } from "@/lib/auth.ts";
import { database, loadWorkspace } from "@/lib/wiring.ts";

/** The workspace that an operator's request is about, once it is known to be theirs. Throws 401, 403, 404. */
export async function operatorWorkspace(
  request: Request,
  action: "read" | "write",
): Promise<LoadedWorkspace> {
  const { workspaceSlug } = await requireOperator(request, { call: database().call, action });
  return loadWorkspace(workspaceSlug);
}

/** The same, with the name under which what they write is kept. */
export async function operatorAccess(
  request: Request,
  action: "read" | "write",
): Promise<{ workspace: LoadedWorkspace; by: string }> {
  const { workspaceSlug, email } = await requireOperator(request, { call: database().call, action });
  return { workspace: await loadWorkspace(workspaceSlug), by: email ?? "An API key" };
}
