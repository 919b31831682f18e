import { cookies } from "next/headers";
import { cache } from "react";
import { z } from "zod";
import type { PublicWorkspace } from "./client/public-workspace.ts";
import { isUnlocked } from "./page-unlock.ts";
import type { BevGeniePage } from "./pages/page-spec.ts";
import { database, loadPublicWorkspace } from "./wiring.ts";

type Stored = {
  id: string;
  workspace: string;
  page: BevGeniePage;
  createdAt: string;
  gone: boolean;
  passwordHash: string | null;
};

export type LinkedPage =
  | { state: "missing" }
  | { state: "gone" }
  | { state: "locked" }
  | { state: "open"; page: BevGeniePage; workspace: PublicWorkspace; createdAt: string };

/** A page at its own address, for whoever has the link: shown, or why not. Read once a request. */
export const openLinkedPage = cache(async (pageId: string): Promise<LinkedPage> => {
  if (!z.guid().safeParse(pageId).success) return { state: "missing" };
  const stored = await readLinked(pageId);
  if (!stored) return { state: "missing" };
  if (stored.gone) return { state: "gone" };
  if (stored.passwordHash && !(await isUnlocked(stored.id, stored.passwordHash, await cookies()))) {
    return { state: "locked" };
  }
  const workspace = await loadPublicWorkspace(stored.workspace);
  return { state: "open", page: stored.page, workspace, createdAt: stored.createdAt };
});

/** The stored page of a link, or null. */
export function readLinked(pageId: string): Promise<Stored | null> {
  return database().call<Stored | null>("read_linked_page", { p_page: pageId });
}
