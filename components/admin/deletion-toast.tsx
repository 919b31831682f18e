"use client";

import { Toast } from "radix-ui";
import type { Deletion } from "@/lib/client/admin-deletions.ts";

type Props = {
  deletion: Deletion;
  onUndo: () => void;
  /** The time for undoing is over, or the notice was closed by hand. */
  onTimeUp: () => void;
  onRetry: () => void;
  onDismiss: () => void;
};

/** Says that a document goes, for as long as that can be undone; or that it could not be deleted. */
export function DeletionToast({ deletion, onUndo, onTimeUp, onRetry, onDismiss }: Props) {
  if (deletion.step === "held") {
    return (
      <Toast.Root className={frame} onOpenChange={(open) => !open && onTimeUp()}>
        <Toast.Title className="min-w-0 flex-1 truncate">Deleted “{deletion.title}”</Toast.Title>
        <Toast.Action altText="Press z to undo" className={action} onClick={onUndo}>
          Undo
        </Toast.Action>
      </Toast.Root>
    );
  }
  if (deletion.step === "failed") {
    return (
      <Toast.Root
        className={frame}
        duration={Number.POSITIVE_INFINITY}
        onOpenChange={(open) => !open && onDismiss()}
      >
        <Toast.Title className="min-w-0 flex-1">
          <span className="font-medium text-bad">“{deletion.title}” was not deleted.</span> {deletion.reason}
        </Toast.Title>
        <Toast.Action altText="Delete it again" className={action} onClick={onRetry}>
          Try again
        </Toast.Action>
        <Toast.Close className={action}>Dismiss</Toast.Close>
      </Toast.Root>
    );
  }
  return null;
}

const frame =
  "flex items-center gap-3 rounded-12 border border-line bg-raised py-2 ps-4 pe-2 shadow-float data-[state=open]:animate-fade-in";
const action =
  "min-h-9 pointer-coarse:min-h-11 shrink-0 rounded-6 px-3 font-medium text-accent hover:bg-accent-soft";
