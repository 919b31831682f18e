"use client";

import type { RefObject } from "react";
import { useShortcuts } from "./use-shortcuts.ts";

/**
 * j and k, or the arrows, move the focus from row to row inside `list`; a row is what carries `data-row`, so
 * that Enter opens it like other links.
 */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  const move = (step: 1 | -1) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const at = rows.findIndex((row) => row.closest("tr, li")?.contains(document.activeElement));
    const next =
      at < 0 ? (step === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step));
    rows[next]?.focus();
    rows[next]?.scrollIntoView({ block: "nearest" });
  };
  const goDown = () => move(1);
  const goUp = () => move(-1);
  useShortcuts({ j: goDown, ArrowDown: goDown, k: goUp, ArrowUp: goUp });
}
