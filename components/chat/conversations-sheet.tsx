"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Sheet } from "@/components/ui/sheet.tsx";
import { TextSkeleton } from "@/components/ui/skeleton.tsx";
import { callApi } from "@/lib/client/api-client.ts";
import { useChat } from "./chat-context.tsx";
import { ConversationRow } from "./conversation-row.tsx";
import type { useDeletions } from "./use-deletions.ts";
import { type FoundConversations, useFoundConversations } from "./use-found-conversations.ts";

type Props = {
  currentId: string | null;
  deleting: ReturnType<typeof useDeletions>;
  isOpen: boolean;
  onClose: () => void;
  onOpen: (conversationId: string) => void;
};

/** The visitor's conversations: found, opened, renamed, deleted with a way back. */
export function ConversationsSheet({ currentId, deleting, isOpen, onClose, onOpen }: Props) {
  return (
    <Sheet title="Your conversations" side="start" isOpen={isOpen} onClose={onClose}>
      <ConversationList currentId={currentId} deleting={deleting} onOpen={onOpen} />
    </Sheet>
  );
}

function ConversationList({ currentId, deleting, onOpen }: Pick<Props, "currentId" | "deleting" | "onOpen">) {
  const { slug } = useChat().workspace;
  const [query, setQuery] = useState("");
  const { found, again } = useFoundConversations(slug, query);

  async function rename(id: string, title: string): Promise<void> {
    await callApi(slug, `/api/conversations/${id}`, { method: "PATCH", body: { title } });
    again();
  }

  return (
    <>
      <input
        type="search"
        aria-label="Search your conversations"
        placeholder="Search"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        className="min-h-10 pointer-coarse:min-h-11 w-full rounded-6 border border-line-2 bg-raised px-3 text-15 placeholder:text-ink-2"
      />
      <ListState found={found} onRetry={again}>
        {({ conversations }) => (
          <ul aria-label="Conversations" className="mt-2">
            {conversations.map((conversation) => (
              <ConversationRow
                key={conversation.id}
                conversation={conversation}
                isCurrent={conversation.id === currentId}
                onOpen={() => onOpen(conversation.id)}
                onRename={(title) => rename(conversation.id, title)}
                deletion={deleting.deletions[conversation.id]}
                onDelete={() => deleting.remove(conversation.id)}
                onUndo={() => deleting.undo(conversation.id)}
              />
            ))}
          </ul>
        )}
      </ListState>
    </>
  );
}

type StateProps = {
  found: FoundConversations;
  onRetry: () => void;
  children: (found: Extract<FoundConversations, object>) => ReactNode;
};

/** While the list is read, when it could not be, when there is nothing in it; else the list. */
function ListState({ found, onRetry, children }: StateProps) {
  if (found === null)
    return (
      <div className="mt-3">
        <TextSkeleton label="Reading your conversations" lines={6} />
      </div>
    );
  if (found === "failed")
    return (
      <div className="mt-4 space-y-3">
        <p>The list could not be read. Your conversations are kept.</p>
        <Button onClick={onRetry}>Try again</Button>
      </div>
    );
  return (
    <>
      {found.conversations.length === 0 && (
        <p className="mt-4 text-ink-2">
          {found.query === ""
            ? "None yet. Your first message begins one."
            : `Nothing found for “${found.query}”.`}
        </p>
      )}
      {children(found)}
    </>
  );
}
