"use client";

import { Pencil } from "lucide-react";
import { useState } from "react";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { useChat } from "./chat-context.tsx";

/** Beyond this many characters a message is folded, so that the answer stays in view. */
const foldedFrom = 600;

/** What the visitor wrote: to the right, and quiet. */
export function VisitorWords({ question }: { question: string }) {
  const { edit } = useChat();
  const [isWhole, setWhole] = useState(question.length <= foldedFrom);
  return (
    <div className="group ms-auto flex w-fit max-w-[85%] flex-col items-end">
      <h2 className="sr-only">You asked</h2>
      <div className="max-w-full border-accent border-e-2 pe-3">
        <p
          dir="auto"
          className={`plain-paragraphs text-15 text-ink-2 ${isWhole ? "" : "line-clamp-6 print:line-clamp-none"}`}
        >
          {question}
        </p>
      </div>
      <div className="flex items-center pe-1 transition-opacity duration-150 focus-within:opacity-100 group-hover:opacity-100 pointer-fine:opacity-0 print:hidden">
        {!isWhole && (
          <button
            type="button"
            className="px-2 text-13 text-ink-2 underline underline-offset-4"
            onClick={() => setWhole(true)}
          >
            Show all
          </button>
        )}
        <CopyButton label="Copy the question" text={() => question} />
        <IconButton label="Edit and send again" icon={Pencil} size="small" onClick={() => edit(question)} />
      </div>
    </div>
  );
}
