"use client";

import { FileText } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import type { PageCard } from "@/lib/client/conversation.ts";
import { useChat } from "./chat-context.tsx";

/** A page as the talk mentions it, with the way to it. */
export function PageCardView({ page, isGrowing }: { page: PageCard; isGrowing: boolean }) {
  const { openPage } = useChat();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-12 border border-line bg-raised p-4">
      <FileText aria-hidden size={20} strokeWidth={1.5} className="shrink-0 text-accent" />
      <div className="min-w-40 flex-1">
        <p dir="auto" className="font-medium font-serif text-17 leading-6">
          {page.title}
        </p>
        <p className="text-13 text-ink-2">
          {isGrowing ? "Being made; sections show as they are done" : "A page with its sources"}
        </p>
      </div>
      <Button className="print:hidden" onClick={() => openPage(page)}>
        Open the page
      </Button>
    </div>
  );
}
