"use client";

import { useEffect, useState } from "react";
import { callJson } from "@/lib/client/api-client.ts";
import type { ListedConversation } from "./conversation-row.tsx";

/** How long the typing must rest before the list is searched. */
const restMs = 200;

/** What the list holds: nothing yet, that it could not be read, or what was found for a query. */
export type FoundConversations = { query: string; conversations: ListedConversation[] } | "failed" | null;

/** The visitor's conversations that have the words of the query; `again` reads them anew. */
export function useFoundConversations(slug: string, query: string) {
  const [attempt, setAttempt] = useState(0);
  const [found, setFound] = useState<FoundConversations>(null);

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

  return { found, again: () => setAttempt((before) => before + 1) };
}
