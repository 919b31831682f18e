import type { ReactNode } from "react";
import { ConsoleShell } from "@/components/admin/console-shell.tsx";
import { accentRule } from "@/lib/client/accent.ts";
import { loadWorkspace } from "@/lib/wiring.ts";
import { signedIn } from "../signed-in.ts";

type Props = { children: ReactNode; params: Promise<{ workspace: string }> };

/** The frame of a workspace's pages. Each page checks the operator itself; without one there is no frame. */
export default async function WorkspaceLayout({ children, params }: Props) {
  const { workspace: slug } = await params;
  const operator = await signedIn();
  if (!operator?.workspaces.includes(slug)) return <main>{children}</main>;
  const { config } = await loadWorkspace(slug);
  const workspaces = await Promise.all(
    operator.workspaces.map(async (each) => ({ slug: each, name: (await loadWorkspace(each)).config.name })),
  );
  return (
    <>
      <style>{accentRule(config.brand.accent)}</style>
      <ConsoleShell workspace={{ slug, name: config.name }} workspaces={workspaces} operator={operator}>
        {children}
      </ConsoleShell>
    </>
  );
}
