import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { admitNewVisitor } from "@/lib/new-visitor-limit.ts";
import { runtime } from "@/lib/runtime.ts";
import { readVisitor, type VisitorCookie, writeVisitor } from "@/lib/session.ts";
import { ownerArguments, requestedWorkspace } from "@/lib/visitor-request.ts";
import { database } from "@/lib/wiring.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: list, POST: begin });

const mostListed = 100;
const longestQuery = 200;

/** The visitor's conversations, newest first; somebody new has none. */
async function list({ request }: Exchange): Promise<Response> {
  const workspace = await requestedWorkspace(request);
  const visitor = await readVisitor(request, workspace.config.slug);
  const query = new URL(request.url).searchParams
    .get("query")
    ?.replaceAll("\u0000", "")
    .trim()
    .slice(0, longestQuery)
    .toWellFormed();
  const conversations = visitor
    ? await database().call("list_conversations", {
        ...ownerArguments(workspace, visitor),
        p_query: query || null,
        p_limit: mostListed,
      })
    : [];
  return Response.json({ conversations }, { headers: { "cache-control": "no-store" } });
}

/** The next message of this browser begins a new conversation, with the id that is answered here. */
async function begin({ request, address }: Exchange): Promise<Response> {
  const workspace = await requestedWorkspace(request);
  const before = await readVisitor(request, workspace.config.slug);
  if (!before) await admitNewVisitor(address);
  const visitor = await ensureVisitor(workspace.id, before);
  const headers = new Headers();
  await writeVisitor(request, headers, { workspaceSlug: workspace.config.slug, visitor });
  return Response.json({ id: visitor.conversationId }, { status: 201, headers });
}

/** The visitor of the cookie, or a new one where it is none that still holds; with a conversation to begin. */
async function ensureVisitor(workspaceId: string, before: VisitorCookie | undefined): Promise<VisitorCookie> {
  const kept = await database().call<{ visitorId: string; visitorVersion: number }>("ensure_visitor", {
    p_workspace: workspaceId,
    p_visitor: before?.visitorId ?? null,
    p_visitor_version: before?.version ?? null,
    p_new_visitor: crypto.randomUUID(),
    p_tier: runtime().settings.DEFAULT_TIER,
  });
  return {
    visitorId: kept.visitorId,
    version: kept.visitorVersion,
    conversationId: crypto.randomUUID(),
    scores: before && kept.visitorId === before.visitorId ? before.scores : {},
  };
}
