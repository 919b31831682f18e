"use client";

import { Keyboard } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ConsoleProvider } from "./console-context.tsx";
import { ConsoleNavigation } from "./console-navigation.tsx";
import { DeletionsProvider } from "./deletions-provider.tsx";
import { FootButton } from "./foot-button.tsx";
import { ShortcutHelp } from "./shortcut-help.tsx";
import { SignOutButton } from "./sign-out-button.tsx";
import { ThemeMenu } from "./theme-menu.tsx";
import { useShortcuts } from "./use-shortcuts.ts";
import { WorkspaceSwitch } from "./workspace-switch.tsx";

type Named = { slug: string; name: string };
type Props = {
  workspace: Named;
  /** Every workspace of the operator. */
  workspaces: Named[];
  operator: { email: string; role: "owner" | "editor" | "viewer" };
  children: ReactNode;
};

const roleNames = { owner: "Owner", editor: "Editor", viewer: "Viewer: reads only" };

/** What stands around every page of a workspace: where one is, where one can go, who one is. */
export function ConsoleShell({ workspace, workspaces, operator, children }: Props) {
  const [helpIsOpen, setHelpIsOpen] = useState(false);
  useShortcuts({ "?": () => setHelpIsOpen(true) });

  return (
    <ConsoleProvider value={{ workspace: workspace.slug, canWrite: operator.role !== "viewer" }}>
      <DeletionsProvider>
        <a
          href="#page"
          className="sr-only bg-raised focus:not-sr-only focus:fixed focus:start-2 focus:top-2 focus:z-50 focus:rounded-6 focus:px-3 focus:py-2 focus:shadow-float"
        >
          Skip to the page
        </a>
        <div className="min-h-dvh lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)]">
          <header className="flex flex-wrap items-center border-line border-b px-4 pt-2 lg:sticky lg:top-0 lg:h-dvh lg:flex-col lg:flex-nowrap lg:items-stretch lg:border-e lg:border-b-0 lg:px-3 lg:py-5">
            <WorkspaceSwitch workspace={workspace} workspaces={workspaces} />
            <ConsoleNavigation workspace={workspace.slug} />
            <div className="ms-auto flex items-center lg:ms-0 lg:mt-auto lg:flex-col lg:items-stretch">
              <p className="mb-2 hidden px-2 text-13 text-ink-2 lg:block">
                <span className="block truncate" title={operator.email}>
                  {operator.email}
                </span>
                {roleNames[operator.role]}
              </p>
              <FootButton icon={Keyboard} label="Shortcuts" onClick={() => setHelpIsOpen(true)} />
              <ThemeMenu />
              <SignOutButton />
            </div>
          </header>
          <main id="page" tabIndex={-1} className="min-w-0 outline-none">
            {children}
          </main>
        </div>
        <ShortcutHelp isOpen={helpIsOpen} onClose={() => setHelpIsOpen(false)} />
      </DeletionsProvider>
    </ConsoleProvider>
  );
}
