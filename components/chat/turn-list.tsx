"use client";

import { ArrowDown } from "lucide-react";
import { useEffect } from "react";
import { useStickToBottom } from "use-stick-to-bottom";
import { Button } from "@/components/ui/button.tsx";
import { TextSkeleton } from "@/components/ui/skeleton.tsx";
import type { Turn } from "@/lib/client/conversation.ts";
import { useChat } from "./chat-context.tsx";
import { FirstView } from "./first-view.tsx";
import { TurnView } from "./turn-view.tsx";
import type { ConversationStatus } from "./use-conversation.ts";

type Props = { turns: readonly Turn[]; status: ConversationStatus; onRetry: () => void };

/** The talk. It follows what is being written only for a reader who is at the bottom. */
export function TurnList({ turns, status, onRetry }: Props) {
  const { scrollRef, contentRef, isAtBottom, scrollToBottom } = useStickToBottom({
    initial: "instant",
    resize: "instant",
  });
  const { workspace } = useChat();
  const last = turns.at(-1);
  const lastKey = last?.phase === "settled" ? undefined : last?.key;

  // Whoever sends a message wants to see it, wherever they had scrolled to.
  useEffect(() => {
    if (lastKey !== undefined) void scrollToBottom("instant");
  }, [lastKey, scrollToBottom]);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scrollRef}
        className="h-full overflow-y-auto overscroll-contain print:h-auto print:overflow-visible"
      >
        <div ref={contentRef} className="mx-auto flex min-h-full max-w-176 flex-col px-4 sm:px-6">
          {turns.length === 0 ? (
            <NoTurns status={status} onRetry={onRetry} />
          ) : (
            <div className="space-y-10 pt-6 pb-8">
              <h1 className="sr-only">Your conversation with {workspace.name}</h1>
              {turns.map((turn) => (
                <TurnView key={turn.key} turn={turn} isLast={turn === last} />
              ))}
            </div>
          )}
        </div>
      </div>
      {!isAtBottom && turns.length > 0 && (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center print:hidden">
          <Button
            className="pointer-events-auto animate-fade-in bg-raised shadow-float"
            onClick={() => void scrollToBottom()}
          >
            <ArrowDown aria-hidden size={15} />
            To the newest
          </Button>
        </div>
      )}
    </div>
  );
}

const gone = "This conversation is not here any more, or it belongs to another browser.";

function NoTurns({ status, onRetry }: Omit<Props, "turns">) {
  switch (status) {
    case "restoring":
      return (
        <div className="pt-20">
          <TextSkeleton label="Reading your conversation" lines={5} />
        </div>
      );
    case "unreachable":
      return (
        <div className="space-y-3 pt-20">
          <p>Your conversation could not be read. It is kept; check the connection, then try again.</p>
          <Button onClick={onRetry}>Try again</Button>
        </div>
      );
    default:
      return <FirstView notice={status === "missing" ? gone : undefined} />;
  }
}
