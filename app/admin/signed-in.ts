import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import type { Role } from "@/lib/auth.ts";
import { signInTo } from "@/lib/client/admin-paths.ts";
import { readOperatorSessionId } from "@/lib/session.ts";
import { database, loadWorkspace } from "@/lib/wiring.ts";

export type SignedIn = { email: string; role: Role; workspaces: string[] };

/** The operator of the page request, or null; asked of the database once a request. */
export const signedIn = cache(async (): Promise<SignedIn | null> => {
  const request = new Request("http://console.invalid/", { headers: await headers() });
  const sessionId = await readOperatorSessionId(request);
  return sessionId
    ? database().call<SignedIn | null>("read_operator_session", { p_session: sessionId })
    : null;
});

/**
 * What every page of the console begins with. Sends who is not signed in to the form and back to `path`;
 * a workspace that is not theirs is no page.
 */
export async function requirePage(input: {
  slug: string;
  path: string;
}): Promise<{ operator: SignedIn; workspace: LoadedWorkspace }> {
  const operator = await signedIn();
  if (!operator) redirect(signInTo(input.path));
  if (!operator.workspaces.includes(input.slug)) notFound();
  return { operator, workspace: await loadWorkspace(input.slug) };
}
