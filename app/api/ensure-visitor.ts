import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import { admitNewVisitor } from "@/lib/new-visitor-limit.ts";
import { runtime } from "@/lib/runtime.ts";
import type { VisitorCookie } from "@/lib/session.ts";
import { ownerArguments } from "@/lib/visitor-request.ts";
import { database } from "@/lib/wiring.ts";

/**
 * The visitor of a cookie, or a new one where it is none that still holds: a cookie outlives the visitor who was
 * erased, and is no ticket to as many new ones, each with a full wallet. Throws `rate_limited` where the address has
 * had its new visitors of this minute.
 */
export async function ensureVisitor(
  workspace: LoadedWorkspace,
  { before, address }: { before: VisitorCookie | undefined; address: string },
): Promise<Pick<VisitorCookie, "visitorId" | "version">> {
  const { call } = database();
  const known = before && (await call<object | null>("visitor_tier", ownerArguments(workspace, before)));
  if (!known) await admitNewVisitor(address);
  const { visitorId, visitorVersion } = await call<{ visitorId: string; visitorVersion: number }>(
    "ensure_visitor",
    {
      p_workspace: workspace.id,
      p_visitor: before?.visitorId ?? null,
      p_visitor_version: before?.version ?? null,
      p_new_visitor: crypto.randomUUID(),
      p_tier: runtime().settings.DEFAULT_TIER,
    },
  );
  return { visitorId, version: visitorVersion };
}
