import { createHash, timingSafeEqual } from "node:crypto";
import { findApiKey, type Scope } from "./api-key.ts";
import type { Call } from "./db/call.ts";
import { AppError } from "./errors.ts";
import { runtime } from "./runtime.ts";
import { defaultWorkspaceSlug, readOperatorSessionId } from "./session.ts";
import type { TierName } from "./workspace.ts";

export type Role = "owner" | "editor" | "viewer";

/** Who is asking in the console's name, and for which workspace. `operatorId` where it is a person who signed in. */
export type Access = {
  workspaceSlug: string;
  role: Role;
  email: string | undefined;
  operatorId: string | undefined;
};

/** Who calls from a program, and for which workspace. */
export type Caller = {
  workspaceSlug: string;
  tier: TierName;
  role: Role;
  by:
    | { kind: "key"; keyId: string }
    | { kind: "installation" }
    | { kind: "operator"; operatorId: string; email: string };
};

type OperatorSession = { operatorId: string; email: string; role: Role; workspaces: string[] };
type Known = Caller & { scopes: readonly Scope[] };

/** Of callers who have none of their own: an operator, and the installation's own key. */
const ownTier: TierName = "enterprise";
const scopesOf: Record<Role, Scope[]> = {
  owner: ["chat", "generate", "read", "admin"],
  editor: ["chat", "generate", "read", "admin"],
  viewer: ["read"],
};

/**
 * The rights of a request to the admin API: a bearer key, or an operator's session. The workspace is the one
 * that `x-workspace` names, else the key's own or the default one. A key of scope `admin` may what an editor
 * may, one of scope `read` what a viewer may. Throws 401 without valid credentials, 403 for a workspace or an
 * action that is not theirs.
 */
export async function requireOperator(
  request: Request,
  { call, action }: { call: Call; action: "read" | "write" | "own" },
): Promise<Access> {
  const { workspaceSlug, role, scopes, by } = await recognise(request, call);
  if (!scopes.includes("read")) throw lacksScope(action === "read" ? "read" : "admin");
  if (action === "write" && role === "viewer") {
    throw new AppError("forbidden", { message: "You may read here, not change." });
  }
  if (action === "own" && role !== "owner") {
    throw new AppError("forbidden", { message: "Only an owner may do this." });
  }
  const operator = by.kind === "operator" ? by : undefined;
  return { workspaceSlug, role, email: operator?.email, operatorId: operator?.operatorId };
}

/**
 * The rights of a program: a workspace's key, ADMIN_API_KEY (every right; `x-workspace` chooses), or an operator's
 * session. Throws 401 for wrong credentials, 403 for another workspace or without the scope.
 */
export async function requireCaller(
  request: Request,
  { call, scope }: { call: Call; scope: Scope },
): Promise<Caller> {
  const { scopes, ...caller } = await recognise(request, call);
  if (!scopes.includes(scope)) throw lacksScope(scope);
  return caller;
}

/**
 * For what counts all workspaces together: ADMIN_API_KEY alone. Throws 401 for wrong credentials, 403 for those of a
 * workspace.
 */
export async function requireInstallation(request: Request, { call }: { call: Call }): Promise<void> {
  const { by } = await recognise(request, call);
  if (by.kind === "installation") return;
  throw new AppError("forbidden", {
    message: "This counts all workspaces together; it needs ADMIN_API_KEY.",
  });
}

/** The name under which a caller's person is kept and charged: who the caller says they ask for, or itself. */
export function personOf({ by }: Caller, userId: string | undefined): string {
  if (userId !== undefined) return userId;
  switch (by.kind) {
    case "key":
      return `key:${by.keyId}`;
    case "operator":
      return `operator:${by.operatorId}`;
    case "installation":
      return "installation";
  }
}

async function recognise(request: Request, call: Call): Promise<Known> {
  const asked = request.headers.get("x-workspace") ?? undefined;
  if (!request.headers.has("authorization")) return sessionCaller(request, asked, call);
  const given = /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  const admin = runtime().settings.ADMIN_API_KEY;
  if (given && admin && isSame(given, admin)) {
    const by = { kind: "installation" } as const;
    const workspaceSlug = asked ?? defaultWorkspaceSlug;
    return { workspaceSlug, tier: ownTier, role: "owner", by, scopes: scopesOf.owner };
  }
  return keyCaller(given, asked, call);
}

async function keyCaller(given: string, asked: string | undefined, call: Call): Promise<Known> {
  const found = await findApiKey(given, { call });
  if (!found) throw new AppError("unauthenticated", { message: "The key is not valid." });
  const { keyId, workspaceSlug, tier } = found;
  if (asked !== undefined && asked !== workspaceSlug) throw noRight();
  const isAdmin = found.scopes.includes("admin");
  return {
    workspaceSlug,
    tier,
    role: isAdmin ? "editor" : "viewer",
    by: { kind: "key", keyId },
    scopes: isAdmin ? scopesOf.editor : found.scopes,
  };
}

async function sessionCaller(request: Request, asked: string | undefined, call: Call): Promise<Known> {
  const sessionId = await readOperatorSessionId(request);
  const session = sessionId
    ? await call<OperatorSession | null>("read_operator_session", { p_session: sessionId })
    : null;
  if (!session) throw new AppError("unauthenticated");
  const { operatorId, email, role, workspaces } = session;
  const workspaceSlug = asked ?? firstOf(workspaces);
  if (!workspaceSlug || !workspaces.includes(workspaceSlug)) throw noRight();
  const by = { kind: "operator", operatorId, email } as const;
  return { workspaceSlug, tier: ownTier, role, by, scopes: scopesOf[role] };
}

function noRight(): AppError {
  return new AppError("forbidden", { message: "You have no right to that workspace." });
}

function lacksScope(scope: Scope): AppError {
  return new AppError("forbidden", { message: `This needs a key with the scope ${scope}.` });
}

function firstOf(workspaces: string[]): string | undefined {
  return workspaces.includes(defaultWorkspaceSlug) ? defaultWorkspaceSlug : workspaces[0];
}

/** Compares in a time that does not depend on where the texts differ, nor on their length. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
