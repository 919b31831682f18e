"use client";

import { Button } from "@/components/ui/button.tsx";
import { safeLink } from "@/lib/client/safe-link.ts";
import { useChat } from "./chat-context.tsx";

/** For a visitor who wants something to look at: the same question, as a page, with one click. */
export function PageOffer({ question }: { question: string }) {
  const { ask } = useChat();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-y py-3 print:hidden">
      <p className="min-w-40 flex-1 text-15">This can be shown as a page, with its figures and sources.</p>
      <Button onClick={() => ask(question, "generate")}>Make this a page</Button>
    </div>
  );
}

/** For a visitor who wants a human: the workspace's contact, or a plain word that there is none here. */
export function HandoverOffer() {
  const { workspace } = useChat();
  const { contact } = workspace;
  const address = safeLink(contact?.url);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-y py-3">
      <p className="min-w-40 flex-1 text-15">
        {address
          ? "A person can take this up."
          : `You are talking to an AI. ${workspace.name} has left no direct contact here.`}
      </p>
      {contact && address && (
        <a
          href={address}
          rel="noopener"
          className="inline-flex min-h-9 items-center rounded-6 border border-line-2 px-3 font-medium text-15 hover:border-ink"
        >
          {contact.label}
        </a>
      )}
    </div>
  );
}
