"use client";

import { useRef } from "react";

/**
 * For a Radix dialog that is opened from several places and so has no trigger of its own: gives the focus
 * back to what had it before.
 */
export function useFocusReturn() {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: () => {
      if (before.current instanceof HTMLElement) before.current.focus();
    },
  };
}
