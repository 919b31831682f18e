"use client";

import { useEffect } from "react";

/** What the address says to open when the page is loaded. */
export type StartAddress = { conversationId?: string; pageId?: string; ask?: string };

/** Keeps what is open in the address, so that a reload or a copied link comes back to it. */
export function useAddress(open: {
  conversationId: string | null;
  pageId: string | null;
  isSettled: boolean;
}): void {
  const { conversationId, pageId, isSettled } = open;
  useEffect(() => {
    if (!isSettled) return;
    const address = new URL(window.location.href);
    for (const [name, value] of Object.entries({ c: conversationId, page: pageId, ask: null })) {
      if (value === null) address.searchParams.delete(name);
      else address.searchParams.set(name, value);
    }
    if (address.href !== window.location.href) window.history.replaceState(null, "", address);
  }, [conversationId, pageId, isSettled]);
}
