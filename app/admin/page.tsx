import { redirect } from "next/navigation";
import { NoWorkspace } from "@/components/admin/no-workspace.tsx";
import { knowledgePath, signInPath } from "@/lib/client/admin-paths.ts";
import { defaultWorkspaceSlug } from "@/lib/session.ts";
import { signedIn } from "./signed-in.ts";

/** Leads to the operator's first page. */
export default async function AdminPage() {
  const operator = await signedIn();
  if (!operator) redirect(signInPath);
  const { workspaces, email } = operator;
  const first = workspaces.includes(defaultWorkspaceSlug) ? defaultWorkspaceSlug : workspaces[0];
  if (!first) return <NoWorkspace email={email} />;
  redirect(knowledgePath(first));
}
