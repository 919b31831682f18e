import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import { requireOperator } from "@/lib/auth.ts";
import { database, loadWorkspace } from "@/lib/wiring.ts";

/** As operatorWorkspace, with who is asking: an operator's address, or undefined for a key. */
export async function operatorAccess(
  request: Request,
  action: "read" | "write",
): Promise<{ workspace: LoadedWorkspace; email: string | undefined }> {
  const { workspaceSlug, email } = await requireOperator(request, { call: database().call, action });
  return { workspace: await loadWorkspace(workspaceSlug), email };
}
