import { getIronSession, webCookies } from "iron-session";
import { z } from "zod";
import { runtime } from "./runtime.ts";

/**
 * The visitor's cookie (iron-session): ids, a version that the server can revoke, and the scores as a cache.
 * What was said lives in the database. A cookie that is tampered, outdated or oversized is no cookie.
 */

const ninetyDays = 90 * 24 * 60 * 60;

const visitorSchema = z.object({
  visitorId: z.guid(),
  version: z.number().int(),
  conversationId: z.guid(),
  scores: z.record(z.string().max(64), z.number()).catch({}),
});
export type VisitorCookie = z.infer<typeof visitorSchema>;

const operatorSchema = z.object({ sessionId: z.guid() });

/** Each workspace has its own cookie, so that a browser may be a visitor of several. */
function visitorCookieName(workspaceSlug: string): string {
  return workspaceSlug === defaultWorkspaceSlug ? "bevgenie_session" : `bevgenie_session_${workspaceSlug}`;
}

/** The workspace at `/` and of requests that name none. */
export const defaultWorkspaceSlug = "bevgenie";

/** Where a workspace's chat is. */
export function chatAddress(workspaceSlug: string): string {
  return workspaceSlug === defaultWorkspaceSlug ? "/" : `/w/${workspaceSlug}`;
}

function options(cookieName: string, request: Request, ttl: number) {
  return {
    cookieName,
    password: runtime().settings.SESSION_SECRET,
    ttl,
    cookieOptions: { httpOnly: true, sameSite: "lax" as const, path: "/", secure: isHttps(request) },
  };
}

/** Behind a proxy the public address counts; server.ts takes the header away when no proxy is trusted. */
export function isHttps(request: Request): boolean {
  return (request.headers.get("x-forwarded-proto") ?? "http").split(",")[0]?.trim() === "https";
}

/** The visitor that the request's cookie names, or undefined. Never throws for what a client sent. */
export async function readVisitor(
  request: Request,
  workspaceSlug: string,
): Promise<VisitorCookie | undefined> {
  const cookieName = visitorCookieName(workspaceSlug);
  const sealed = sealedValue(request, cookieName);
  if (sealed === undefined) return undefined;
  const known = opened.get(sealed);
  if (known && known.until > Date.now()) return known.visitor;
  const session = await openSession(request, new Headers(), cookieName, ninetyDays);
  const parsed = visitorSchema.safeParse({ ...session });
  if (!parsed.success) return undefined;
  remember(sealed, parsed.data);
  return parsed.data;
}

/**
 * Opening a seal costs about a millisecond of key derivation, and a visitor sends the same one with each request:
 * what was opened is remembered for a minute. A cookie that was revoked is refused by the database all the same.
 */
const opened = new Map<string, { visitor: VisitorCookie; until: number }>();
const mostOpened = 2_000;
const openedMs = 60_000;

function remember(sealed: string, visitor: VisitorCookie): void {
  if (opened.size >= mostOpened) opened.clear();
  opened.set(sealed, { visitor, until: Date.now() + openedMs });
}

function sealedValue(request: Request, cookieName: string): string | undefined {
  const pairs = (request.headers.get("cookie") ?? "").split(/;\s*/u);
  return pairs.find((pair) => pair.startsWith(`${cookieName}=`));
}

/** Adds the cookie to the headers of an answer. Call it before the Response is made: later is lost. */
export async function writeVisitor(
  request: Request,
  headers: Headers,
  { workspaceSlug, visitor }: { workspaceSlug: string; visitor: VisitorCookie },
): Promise<void> {
  const cookieName = visitorCookieName(workspaceSlug);
  const session = await getIronSession<VisitorCookie>(
    webCookies(new Request(request.url), headers),
    options(cookieName, request, ninetyDays),
  );
  // Only the scores that say most: the cookie is to stay under 1 KiB.
  const scores = Object.entries(visitor.scores).filter(([, score]) => score > 0);
  const most = scores.sort((a, b) => b[1] - a[1]).slice(0, 6);
  const kept = { ...visitor, scores: Object.fromEntries(most) };
  Object.assign(session, kept);
  await session.save();
  const sealed = headers.getSetCookie().find((cookie) => cookie.startsWith(`${cookieName}=`));
  if (sealed) remember(sealed.split(";", 1)[0] ?? "", kept);
}

/** Takes the visitor's cookie away. */
export async function clearVisitor(request: Request, headers: Headers, workspaceSlug: string): Promise<void> {
  const session = await openSession(request, headers, visitorCookieName(workspaceSlug), ninetyDays);
  session.destroy();
}

const operatorCookieName = "bevgenie_operator";
/** How long an operator stays signed in. */
export const operatorSessionSeconds = 12 * 60 * 60;

/** The id of the operator's session row, or undefined. Whether it still holds, the database decides. */
export async function readOperatorSessionId(request: Request): Promise<string | undefined> {
  const session = await openSession(request, new Headers(), operatorCookieName, operatorSessionSeconds);
  const parsed = operatorSchema.safeParse({ ...session });
  return parsed.success ? parsed.data.sessionId : undefined;
}

export async function writeOperatorSession(
  request: Request,
  headers: Headers,
  sessionId: string,
): Promise<void> {
  const session = await openSession(request, headers, operatorCookieName, operatorSessionSeconds);
  Object.assign(session, { sessionId });
  await session.save();
}

export async function clearOperatorSession(request: Request, headers: Headers): Promise<void> {
  (await openSession(request, headers, operatorCookieName, operatorSessionSeconds)).destroy();
}

function openSession(request: Request, headers: Headers, cookieName: string, ttl: number) {
  return getIronSession<Record<string, unknown>>(
    webCookies(request, headers),
    options(cookieName, request, ttl),
  );
}
