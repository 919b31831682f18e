"use client";

import { Pencil, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import type { Deletion } from "./use-deletions.ts";

export type ListedConversation = { id: string; title: string; updatedAt: string; turns: number };

type Props = {
  conversation: ListedConversation;
  isCurrent: boolean;
  deletion: Deletion | undefined;
  onOpen: () => void;
  onRename: (title: string) => Promise<void>;
  onDelete: () => void;
  onUndo: () => void;
};

/** One conversation of the list: shown, being renamed, or deleted with a way back. */
export function ConversationRow(props: Props) {
  const { conversation, deletion, onRename, onUndo } = props;
  const [renaming, setRenaming] = useState<"no" | "yes" | "failed">("no");
  if (deletion === "deleted") return null;
  if (deletion === "waiting") return <Deleted title={conversation.title} onUndo={onUndo} />;
  if (renaming === "yes") {
    return (
      <Rename
        title={conversation.title}
        onCancel={() => setRenaming("no")}
        onSave={(title) =>
          void onRename(title).then(
            () => setRenaming("no"),
            () => setRenaming("failed"),
          )
        }
      />
    );
  }
  return (
    <Shown {...props} onStartRenaming={() => setRenaming("yes")}>
      {(renaming === "failed" || deletion === "failed") && (
        <span role="alert" className="block text-13 text-bad">
          This could not be changed. Nothing is lost; try again.
        </span>
      )}
    </Shown>
  );
}

type ShownProps = Props & { onStartRenaming: () => void; children: ReactNode };

function Shown({ conversation, isCurrent, onOpen, onDelete, onStartRenaming, children }: ShownProps) {
  const { title, turns, updatedAt } = conversation;
  return (
    <li className="flex items-center gap-1 border-line border-b">
      <button
        type="button"
        aria-current={isCurrent ? "true" : undefined}
        className="group min-w-0 flex-1 py-2.5 text-start"
        onClick={onOpen}
      >
        <span
          dir="auto"
          className={`block truncate group-hover:text-accent ${isCurrent ? "font-medium" : ""}`}
        >
          {title || "Untitled"}
        </span>
        <span className="block text-13 text-ink-2">
          {isCurrent && "Open now, "}
          {describeDate(updatedAt)}, {turns} {turns === 1 ? "message" : "messages"}
        </span>
        {children}
      </button>
      <IconButton label={`Rename “${title}”`} icon={Pencil} size="small" onClick={onStartRenaming} />
      <IconButton label={`Delete “${title}”`} icon={Trash2} size="small" onClick={onDelete} />
    </li>
  );
}

function Deleted({ title, onUndo }: { title: string; onUndo: () => void }) {
  return (
    <li className="flex min-h-14 items-center justify-between gap-3 border-line border-b">
      <p role="status" className="min-w-0 truncate text-ink-2">
        Deleted “{title}”
      </p>
      <Button onClick={onUndo}>Undo</Button>
    </li>
  );
}

type RenameProps = { title: string; onSave: (title: string) => void; onCancel: () => void };

function Rename({ title, onSave, onCancel }: RenameProps) {
  const [next, setNext] = useState(title);
  return (
    <li className="border-line border-b py-2">
      <form
        className="flex flex-wrap items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (next.trim() !== "") onSave(next.trim());
        }}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onCancel();
        }}
      >
        <input
          // The field takes the place of the button that asked for it, and the focus with it.
          ref={(field) => field?.focus()}
          aria-label="Title of the conversation"
          value={next}
          maxLength={120}
          onChange={(event) => setNext(event.target.value)}
          className="min-h-9 pointer-coarse:min-h-11 min-w-40 flex-1 rounded-6 border border-line-2 bg-raised px-3 text-15"
        />
        <Button type="submit" disabled={next.trim() === ""}>
          Save
        </Button>
        <Button look="plain" onClick={onCancel}>
          Cancel
        </Button>
      </form>
    </li>
  );
}

/** The time for what is of today, else the date, in the visitor's locale. */
function describeDate(iso: string): string {
  const date = new Date(iso);
  const isToday = date.toDateString() === new Date().toDateString();
  const style = isToday ? ({ timeStyle: "short" } as const) : ({ dateStyle: "medium" } as const);
  return new Intl.DateTimeFormat(undefined, style).format(date);
}
