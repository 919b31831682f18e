"use client";

import { useEffect, useEffectEvent } from "react";

/** What the help lists; the keys are read in `commandOf`. */
export const shortcuts = [
  { keys: ["/"], does: "Write a message" },
  { keys: ["Enter"], does: "Send it" },
  { keys: ["Shift", "Enter"], does: "Begin a new line" },
  { keys: ["Esc"], does: "Stop the answer, or close what is open" },
  { keys: ["Alt", "N"], does: "Start a new chat" },
  { keys: ["Alt", "C"], does: "Open your conversations" },
  { keys: ["Alt", "P"], does: "Make a page from your message" },
  { keys: ["?"], does: "Show these shortcuts" },
];

export type ShortcutCommand = "write" | "escape" | "new-chat" | "conversations" | "make-page" | "help";

/** Runs a command for its keys, unless they are being typed into a field or a dialog already used them. */
export function useShortcuts(run: (command: ShortcutCommand) => void): void {
  const onCommand = useEffectEvent(run);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return;
      const command = commandOf(event);
      if (!command || document.querySelector("[role=dialog][data-state=open]")) return;
      if (command !== "escape") event.preventDefault();
      onCommand(command);
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

function commandOf(event: KeyboardEvent): ShortcutCommand | undefined {
  if (event.key === "Escape") return "escape";
  if (event.ctrlKey || event.metaKey) return undefined;
  // By place on the keyboard: with Alt, `key` is whatever sign the layout has there.
  if (event.altKey)
    return { KeyN: "new-chat", KeyC: "conversations", KeyP: "make-page" }[event.code] as ShortcutCommand;
  if (isTyping(event.target)) return undefined;
  return { "/": "write", "?": "help" }[event.key] as ShortcutCommand | undefined;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
