import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SharedConversation } from "@/components/chat/shared-conversation.tsx";
import { accentRule } from "@/lib/client/accent.ts";
import { chatAddress } from "@/lib/session.ts";
import { openSharedConversation } from "@/lib/shared-conversation.ts";

type Props = { params: Promise<{ token: string }> };

export const metadata: Metadata = { title: "A shared conversation", robots: { index: false, follow: false } };

export default async function Page({ params }: Props) {
  const shared = await openSharedConversation((await params).token);
  if (!shared) notFound();
  return (
    <>
      <style>{accentRule(shared.workspace.accent)}</style>
      <SharedConversation {...shared} chatAddress={chatAddress(shared.workspace.slug)} />
    </>
  );
}
