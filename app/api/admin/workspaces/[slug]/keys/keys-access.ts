import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import { requireOperator } from "@/lib/auth.ts";
import { AppError } from "@/lib/errors.ts";
import { database, loadWorkspace } from "@/lib/wiring.ts";

/**
 * The workspace whose keys a request is about: the path names it, and only its owner sees and makes keys. Whoever
 * has no right to a workspace is not told whether there is one.
 */
export async function keysAccess(
  request: Request,
  slug: string,
): Promise<{ workspace: LoadedWorkspace; operatorId: string | undefined }> {
  const headers = new Headers(request.headers);
  const named = headers.get("x-workspace") ?? slug;
  if (named !== slug)
    throw new AppError("invalid_request", { message: "x-workspace names another workspace than the path." });
  headers.set("x-workspace", asHeader(slug));
  const asked = new Request(request.url, { headers });
  const { operatorId } = await requireOperator(asked, { call: database().call, action: "own" });
  return { workspace: await loadWorkspace(slug), operatorId };
}

/** A path may hold what no header can; such a workspace does not exist. */
function asHeader(slug: string): string {
  if (!/^[\x21-\x7e]+$/.test(slug)) throw new AppError("not_found");
  return slug;
}
