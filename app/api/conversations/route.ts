import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { readVisitor, type VisitorCookie, writeVisitor } from "@/lib/session.ts";
import { ownerArguments, requestedWorkspace } from "@/lib/visitor-request.ts";
import { database } from "@/lib/wiring.ts";
import { ensureVisitor } from "../ensure-visitor.ts";

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
  const made = await ensureVisitor(workspace, { before, address });
  const scores = before?.visitorId === made.visitorId ? before.scores : {};
  const visitor: VisitorCookie = { ...made, conversationId: crypto.randomUUID(), scores };
  const headers = new Headers();
  await writeVisitor(request, headers, { workspaceSlug: workspace.config.slug, visitor });
  return Response.json({ id: visitor.conversationId }, { status: 201, headers });
}
