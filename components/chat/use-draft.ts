"use client";

import { useEffect, useState } from "react";

/** The message being written; it outlives a reload. */
export function useDraft(workspace: string): [string, (draft: string) => void] {
  const key = `draft:${workspace}`;
  const [draft, setDraft] = useState("");

  useEffect(() => {
    const kept = localStorage.getItem(key);
    if (kept) setDraft((typed) => typed || kept);
  }, [key]);

  function keep(next: string) {
    setDraft(next);
    if (next === "") localStorage.removeItem(key);
    else localStorage.setItem(key, next);
  }

  return [draft, keep];
}
