"use client";

import { useState } from "react";
import { callJson } from "@/lib/client/api-client.ts";
import type { PageCard } from "@/lib/client/conversation.ts";
import type { BevGeniePage } from "@/lib/pages/page-spec.ts";

/** The page in the canvas. A page made on this page is known already; an earlier one is read when it is opened. */
export function useOpenPage(workspace: string, onLoaded: (pageId: string, page: BevGeniePage) => void) {
  const [card, setCard] = useState<PageCard | null>(null);
  const [isWide, setWide] = useState(false);
  const [unkeptId, setUnkeptId] = useState<string | null>(null);
  const [failedId, setFailedId] = useState<string | null>(null);

  function show(next: PageCard, isKnown: boolean) {
    setCard(next);
    if (!isKnown) void load(next.pageId);
  }

  async function load(pageId: string) {
    setFailedId(null);
    await callJson<{ page: BevGeniePage }>(workspace, `/api/pages/${encodeURIComponent(pageId)}`).then(
      ({ page }) => onLoaded(pageId, page),
      () => setFailedId(pageId),
    );
  }

  function reload() {
    if (card) void load(card.pageId);
  }

  function close() {
    setCard(null);
    setWide(false);
  }

  /** The sliders' values are kept with the page, so that its link shows them too. */
  async function keepInputs(inputs: Record<string, number>): Promise<void> {
    if (!card) return;
    const { pageId } = card;
    const request = { method: "PATCH", body: { inputs } } as const;
    await callJson<{ page: BevGeniePage }>(
      workspace,
      `/api/pages/${encodeURIComponent(pageId)}`,
      request,
    ).then(
      ({ page }) => {
        setUnkeptId(null);
        onLoaded(pageId, page);
      },
      () => setUnkeptId(pageId),
    );
  }

  const hasFailed = card !== null && failedId === card.pageId;
  const isUnkept = card !== null && unkeptId === card.pageId;
  return { card, isWide, setWide, show, reload, close, keepInputs, hasFailed, isUnkept };
}
