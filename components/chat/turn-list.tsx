"use client";

import { ArrowDown } from "lucide-react";
import { useEffect } from "react";
import { useStickToBottom } from "use-stick-to-bottom";
import { Button } from "@/components/ui/button.tsx";
import { runningTurn, type Turn } from "@/lib/client/conversation.ts";
import { useChat } from "./chat-context.tsx";
import { TurnView } from "./turn-view.tsx";

/** The talk. It follows what is being written only for a reader who is at the bottom. */
export function TurnList({ turns }: { turns: readonly Turn[] }) {
  const { scrollRef, contentRef, isAtBottom, scrollToBottom } = useStickToBottom({
    initial: "instant",
    resize: "instant",
  });
  const { workspace } = useChat();
  const last = turns.at(-1);
  const running = runningTurn({ turns });
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
        <div ref={contentRef} className="mx-auto max-w-176 space-y-10 px-4 pt-6 pb-8 sm:px-6">
          <h1 className="sr-only">Your conversation with {workspace.name}</h1>
          {turns.map((turn) => (
            <TurnView
              key={turn.key}
              turn={turn}
              isLast={turn === last}
              isInLine={turn.phase !== "settled" && turn !== running}
            />
          ))}
        </div>
      </div>
      {!isAtBottom && (
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
