"use client";

import { useEffect, useEffectEvent } from "react";

/**
 * Keys that act while nobody is typing and no dialog is open. A key is `KeyboardEvent.key`; keys pressed with
 * Ctrl, Alt or Meta stay the browser's.
 */
export function useShortcuts(bindings: Readonly<Record<string, () => void>>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const act = Object.hasOwn(bindings, event.key) ? bindings[event.key] : undefined;
    if (!act || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTaken(event.target)) return;
    event.preventDefault();
    act();
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

const ownKeys = "input, textarea, select, [contenteditable=true], [role=slider], [role=menu], [role=dialog]";

/** The element under the fingers has its own use for keys, or something lies over the page. */
function isTaken(target: EventTarget | null): boolean {
  if (target instanceof Element && target.closest(ownKeys)) return true;
  return document.querySelector("[role=dialog]") !== null;
}
