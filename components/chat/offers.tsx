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

/** For a visitor whose question the documents do not answer: that it was heard, and a human where there is one. */
export function UnansweredOffer() {
  const { workspace } = useChat();
  const { contact } = workspace;
  const address = safeLink(contact?.url);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-y py-3 print:hidden">
      <p className="min-w-40 flex-1 text-15">
        {`The people who write the documents of ${workspace.name} will see that this question has no full answer yet.`}
      </p>
      {contact && address && <ContactLink label={contact.label} address={address} />}
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
      {contact && address && <ContactLink label={contact.label} address={address} />}
    </div>
  );
}

function ContactLink({ label, address }: { label: string; address: string }) {
  return (
    <a
      href={address}
      rel="noopener"
      className="inline-flex min-h-9 pointer-coarse:min-h-11 items-center rounded-6 border border-line-2 px-3 font-medium text-15 hover:border-ink"
    >
      {label}
    </a>
  );
}
