import { cookies } from "next/headers";
import { accentRule } from "@/lib/client/accent.ts";
import type { PublicWorkspace } from "@/lib/client/public-workspace.ts";
import { ChatApp } from "./chat-app.tsx";

export type VisitorSearch = Record<string, string | string[] | undefined>;

type Props = { workspace: PublicWorkspace; search: VisitorSearch };

/** The visitor's page of one workspace, in its colours. A returning browser waits for its conversation. */
export async function VisitorPage({ workspace, search }: Props) {
  const start = { conversationId: one(search.c), pageId: one(search.page), ask: one(search.ask) };
  const isKnown = (await cookies()).getAll().some(({ name }) => name.startsWith("bevgenie_session"));
  return (
    <>
      <style>{accentRule(workspace.accent)}</style>
      <ChatApp
        key={workspace.slug}
        workspace={workspace}
        start={start}
        isReturning={isKnown || start.conversationId !== undefined}
      />
    </>
  );
}

function one(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
