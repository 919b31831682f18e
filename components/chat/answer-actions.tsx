"use client";

import { RotateCcw, ThumbsDown, ThumbsUp } from "lucide-react";
import { useState } from "react";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { answerText, type Turn } from "@/lib/client/conversation.ts";
import { useChat } from "./chat-context.tsx";
import { FeedbackComment } from "./feedback-comment.tsx";

/** What can be done with an answer: copy it, judge it, ask again. */
export function AnswerActions({ turn, isLast }: { turn: Turn; isLast: boolean }) {
  const { askAgain, rate } = useChat();
  const [said, setSaid] = useState<"" | "kept" | "failed">("");
  const { turnId, rating } = turn;
  if (!turnId) return null;

  function judge(next: 1 | -1, comment?: string) {
    if (!turnId) return;
    rate(turnId, next, comment).then(
      () => setSaid("kept"),
      () => setSaid("failed"),
    );
  }

  return (
    <div className="mt-2 print:hidden">
      <div className="-ms-2 flex items-center">
        <CopyButton label="Copy the answer" text={() => answerText(turn)} />
        <IconButton
          label="Good answer"
          icon={ThumbsUp}
          size="small"
          aria-pressed={rating === 1}
          onClick={() => judge(1)}
        />
        <IconButton
          label="Poor answer"
          icon={ThumbsDown}
          size="small"
          aria-pressed={rating === -1}
          onClick={() => judge(-1)}
        />
        {isLast && (
          <IconButton label="Ask again" icon={RotateCcw} size="small" onClick={() => askAgain(turn)} />
        )}
        <span role="status" className="ps-2 text-13 text-ink-2">
          {said === "kept" && "Noted, thank you."}
          {said === "failed" && "This could not be noted. Try again."}
        </span>
      </div>
      {said === "kept" && rating === -1 && <FeedbackComment onSend={(comment) => judge(-1, comment)} />}
    </div>
  );
}
