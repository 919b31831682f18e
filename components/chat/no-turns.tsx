"use client";

import { Button } from "@/components/ui/button.tsx";
import { TextSkeleton } from "@/components/ui/skeleton.tsx";
import type { ConversationStatus } from "@/lib/client/talk.ts";
import { FirstView } from "./first-view.tsx";

const gone = "This conversation is not here any more, or it belongs to another browser.";

/** What stands where a talk will be: the first view, or the talk that is being brought back. */
export function NoTurns({ status, onRetry }: { status: ConversationStatus; onRetry: () => void }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
      <div className="mx-auto flex min-h-full max-w-176 flex-col px-4 sm:px-6">
        {status === "restoring" && (
          <div className="pt-20">
            <TextSkeleton label="Reading your conversation" lines={5} />
          </div>
        )}
        {status === "unreachable" && (
          <div className="space-y-3 pt-20">
            <p>Your conversation could not be read. It is kept; check the connection, then try again.</p>
            <Button onClick={onRetry}>Try again</Button>
          </div>
        )}
        {(status === "ready" || status === "missing") && (
          <FirstView notice={status === "missing" ? gone : undefined} />
        )}
      </div>
    </div>
  );
}
