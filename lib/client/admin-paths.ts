/** Addresses of the console. The workspace stands in the path, so that two tabs may show two companies. */
export const signInPath = "/admin/sign-in";

export function knowledgePath(workspace: string): string {
  return `/admin/${workspace}/knowledge`;
}

/** A document, scrolled to one of its passages when there is one to show. */
export function documentPath(
  workspace: string,
  { documentId, passageId }: { documentId: string; passageId?: string },
): string {
  return `${knowledgePath(workspace)}/${documentId}${passageId ? `#passage-${passageId}` : ""}`;
}

/** The texts that a document has and had; `version` is shown with what changed in it. */
export function versionsPath(
  workspace: string,
  { documentId, version }: { documentId: string; version?: number },
): string {
  const query = version === undefined ? "" : `?version=${version}`;
  return `${documentPath(workspace, { documentId })}/versions${query}`;
}

/** The search, asked a question where there is one. */
export function searchPath(workspace: string, query?: string): string {
  return `/admin/${workspace}/search${query === undefined ? "" : `?query=${encodeURIComponent(query)}`}`;
}

export function questionsPath(workspace: string): string {
  return `/admin/${workspace}/questions`;
}

/** A run of the judged questions, beside another where there is one. */
export function runPath(workspace: string, { run, against }: { run: string; against?: string }): string {
  return `${questionsPath(workspace)}/${run}${against === undefined ? "" : `?against=${against}`}`;
}

export function findingsPath(workspace: string, about?: "contradiction" | "stale"): string {
  return `/admin/${workspace}/findings${about === undefined ? "" : `?about=${about}`}`;
}

/** What visitors asked and got no answer to. */
export function gapsPath(workspace: string): string {
  return `/admin/${workspace}/gaps`;
}

/** What models cost, in the last `days` days. */
export function usagePath(workspace: string, days?: number): string {
  return `/admin/${workspace}/usage${days === undefined ? "" : `?days=${days}`}`;
}

/** The people of a workspace, with one of them open when there is one to show. */
export function peoplePath(workspace: string, id?: string): string {
  return `/admin/${workspace}/people${id === undefined ? "" : `?id=${encodeURIComponent(id)}`}`;
}

export function keysPath(workspace: string): string {
  return `/admin/${workspace}/keys`;
}

/** The way to sign in and come back to `path`. */
export function signInTo(path: string): string {
  return `${signInPath}?next=${encodeURIComponent(path)}`;
}

/** Where to go after signing in: a page of the console, whatever the address bar asked for. */
export function pathAfterSignIn(next: string | string[] | undefined): string {
  if (typeof next !== "string" || !next.startsWith("/admin/")) return "/admin";
  // Resolved as the browser would, so that no `..` or backslash leads out of the console.
  const { pathname, search, origin } = new URL(next, "http://console.invalid");
  const isConsole =
    origin === "http://console.invalid" && pathname.startsWith("/admin/") && pathname !== signInPath;
  return isConsole ? `${pathname}${search}` : "/admin";
}
