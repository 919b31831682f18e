"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";

/** Room for one sentence on what was wrong. It goes away once it is sent. */
export function FeedbackComment({ onSend }: { onSend: (comment: string) => void }) {
  const [comment, setComment] = useState("");
  const [isSent, setSent] = useState(false);
  if (isSent) return null;
  return (
    <form
      className="mt-2 flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        setSent(true);
        onSend(comment.trim());
      }}
    >
      <label className="min-w-48 flex-1 text-13 text-ink-2">
        What was wrong? (optional)
        <input
          value={comment}
          maxLength={2000}
          onChange={(event) => setComment(event.target.value)}
          className="mt-1 block min-h-9 pointer-coarse:min-h-11 w-full rounded-6 border border-line-2 bg-raised px-3 text-15 text-ink"
        />
      </label>
      <Button type="submit" disabled={comment.trim() === ""}>
        Send the remark
      </Button>
    </form>
  );
}
