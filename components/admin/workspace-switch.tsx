"use client";

import { ChevronsUpDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { Menu, MenuChoice } from "@/components/ui/menu.tsx";
import { knowledgePath } from "@/lib/client/admin-paths.ts";

type Named = { slug: string; name: string };

/** The workspace's name; where the operator has several, the way to another. */
export function WorkspaceSwitch({ workspace, workspaces }: { workspace: Named; workspaces: Named[] }) {
  const router = useRouter();
  if (workspaces.length < 2) {
    return <p className="min-w-0 truncate py-1 font-serif text-21 lg:px-2">{workspace.name}</p>;
  }
  const trigger = (
    <button
      type="button"
      className="flex min-h-9 pointer-coarse:min-h-11 min-w-0 items-center gap-1.5 rounded-6 text-start font-serif text-21 hover:bg-accent-soft lg:px-2"
    >
      <span className="sr-only">Workspace: </span>
      <span className="truncate">{workspace.name}</span>
      <ChevronsUpDown aria-hidden size={15} className="ms-auto shrink-0 text-ink-2" />
    </button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuChoice
        label="Workspace"
        value={workspace.slug}
        choices={workspaces.map(({ slug, name }) => ({ id: slug, name }))}
        onChoose={(slug) => router.push(knowledgePath(slug))}
      />
    </Menu>
  );
}
