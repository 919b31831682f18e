import type { LoadedWorkspace } from "./ai/turn-deps.ts";
import { AppError } from "./errors.ts";
import { defaultWorkspaceSlug, readVisitor, type VisitorCookie } from "./session.ts";
import { loadWorkspace } from "./wiring.ts";

/** The workspace a visitor's request speaks to: the header's, else the default one. Throws `not_found`. */
export async function requestedWorkspace(request: Request): Promise<LoadedWorkspace> {
  return loadWorkspace(request.headers.get("x-workspace") ?? defaultWorkspaceSlug);
}

/** The workspace and the visitor of a request about something of theirs. Without a visitor there is nothing: 404. */
export async function ownRequest(
  request: Request,
): Promise<{ workspace: LoadedWorkspace; visitor: VisitorCookie; owner: OwnerArguments }> {
  const workspace = await requestedWorkspace(request);
  const visitor = await readVisitor(request, workspace.config.slug);
  if (!visitor) throw new AppError("not_found");
  return { workspace, visitor, owner: ownerArguments(workspace, visitor) };
}

/** The arguments that every function about a visitor's own things begins with. */
export type OwnerArguments = { p_workspace: string; p_visitor: string; p_visitor_version: number };

export function ownerArguments(
  workspace: Pick<LoadedWorkspace, "id">,
  visitor: Pick<VisitorCookie, "visitorId" | "version">,
): OwnerArguments {
  return { p_workspace: workspace.id, p_visitor: visitor.visitorId, p_visitor_version: visitor.version };
}
