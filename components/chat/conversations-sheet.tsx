"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Sheet } from "@/components/ui/sheet.tsx";
import { TextSkeleton } from "@/components/ui/skeleton.tsx";
import { callApi, callJson } from "@/lib/client/api-client.ts";
import { useChat } from "./chat-context.tsx";
import { ConversationRow, type ListedConversation } from "./conversation-row.tsx";
import type { useDeletions } from "./use-deletions.ts";

type Props = {
  currentId: string | null;
  deleting: ReturnType<typeof useDeletions>;
  isOpen: boolean;
  onClose: () => void;
  onOpen: (conversationId: string) => void;
};

/** How long the typing must rest before the list is searched. */
const restMs = 200;

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
  const [attempt, setAttempt] = useState(0);
  const [found, setFound] = useState<
    { query: string; conversations: ListedConversation[] } | "failed" | null
  >(null);

  useEffect(() => {
    const controller = new AbortController();
    const path = `/api/conversations?query=${encodeURIComponent(query)}&try=${attempt}`;
    const timer = setTimeout(
      () =>
        callJson<{ conversations: ListedConversation[] }>(slug, path, { signal: controller.signal }).then(
          ({ conversations }) => setFound({ query, conversations }),
          () => controller.signal.aborted || setFound("failed"),
        ),
      query === "" ? 0 : restMs,
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [slug, query, attempt]);

  async function rename(id: string, title: string): Promise<void> {
    await callApi(slug, `/api/conversations/${id}`, { method: "PATCH", body: { title } });
    setAttempt((before) => before + 1);
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
      {found === null && (
        <div className="mt-3">
          <TextSkeleton label="Reading your conversations" lines={6} />
        </div>
      )}
      {found === "failed" && (
        <div className="mt-4 space-y-3">
          <p>The list could not be read. Your conversations are kept.</p>
          <Button onClick={() => setAttempt(attempt + 1)}>Try again</Button>
        </div>
      )}
      {found !== null && found !== "failed" && (
        <>
          {found.conversations.length === 0 && (
            <p className="mt-4 text-ink-2">
              {found.query === ""
                ? "None yet. Your first message begins one."
                : `Nothing found for “${found.query}”.`}
            </p>
          )}
          <ul aria-label="Conversations" className="mt-2">
            {found.conversations.map((conversation) => (
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
        </>
      )}
    </>
  );
}
