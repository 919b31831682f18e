import { createHash, timingSafeEqual } from "node:crypto";
import type { Call } from "./db/call.ts";
import { AppError } from "./errors.ts";
import { runtime } from "./runtime.ts";
import { defaultWorkspaceSlug, readOperatorSessionId } from "./session.ts";

export type Role = "owner" | "editor" | "viewer";

/** Who is asking in the console's name, and for which workspace. */
export type Access = { workspaceSlug: string; role: Role; email: string | undefined };

type OperatorSession = { operatorId: string; email: string; role: Role; workspaces: string[] };

/**
 * The rights of a request to the admin API: a bearer key, or an operator's session. The workspace is the one
 * that `x-workspace` names, else the default one. Throws 401 without valid credentials, 403 for a workspace
 * or an action that is not theirs.
 */
export async function requireOperator(
  request: Request,
  { call, action }: { call: Call; action: "read" | "write" },
): Promise<Access> {
  const asked = request.headers.get("x-workspace") ?? undefined;
  const access = hasBearer(request) ? keyAccess(request, asked) : await sessionAccess(request, asked, call);
  if (action === "write" && access.role === "viewer") {
    throw new AppError("forbidden", { message: "You may read here, not change." });
  }
  return access;
}

function hasBearer(request: Request): boolean {
  return request.headers.has("authorization");
}

function keyAccess(request: Request, asked: string | undefined): Access {
  const given = /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const key = runtime().settings.ADMIN_API_KEY;
  if (!given || !key || !isSame(given, key)) {
    throw new AppError("unauthenticated", { message: "The key is not valid." });
  }
  return { workspaceSlug: asked ?? defaultWorkspaceSlug, role: "owner", email: undefined };
}

async function sessionAccess(request: Request, asked: string | undefined, call: Call): Promise<Access> {
  const sessionId = await readOperatorSessionId(request);
  const session = sessionId
    ? await call<OperatorSession | null>("read_operator_session", { p_session: sessionId })
    : null;
  if (!session) throw new AppError("unauthenticated");
  const workspaceSlug = asked ?? firstOf(session.workspaces);
  if (!workspaceSlug || !session.workspaces.includes(workspaceSlug)) {
    throw new AppError("forbidden", { message: "You have no right to that workspace." });
  }
  return { workspaceSlug, role: session.role, email: session.email };
}

function firstOf(workspaces: string[]): string | undefined {
  return workspaces.includes(defaultWorkspaceSlug) ? defaultWorkspaceSlug : workspaces[0];
}

/** Compares in a time that does not depend on where the texts differ, nor on their length. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
