"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { callApi } from "@/lib/client/api-client.ts";

export type Deletion = "waiting" | "deleted" | "failed";

/** How long a deletion can be taken back. */
const undoMs = 6000;

/** Deletes conversations after a while in which that can be undone; leaving the page ends the while. */
export function useDeletions(workspace: string, onDeleted: (id: string) => void) {
  const [deletions, setDeletions] = useState<Readonly<Record<string, Deletion>>>({});
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());

  async function carryOut(id: string) {
    timers.current.delete(id);
    const request = { method: "DELETE", keepalive: true } as const;
    const outcome = await callApi(workspace, `/api/conversations/${id}`, request).then(
      () => "deleted" as const,
      () => "failed" as const,
    );
    setDeletions((before) => ({ ...before, [id]: outcome }));
    if (outcome === "deleted") onDeleted(id);
  }

  const carryOutAll = useEffectEvent(() => {
    for (const [id, timer] of timers.current) {
      clearTimeout(timer);
      void carryOut(id);
    }
  });

  useEffect(() => {
    const now = () => carryOutAll();
    window.addEventListener("pagehide", now);
    return () => window.removeEventListener("pagehide", now);
  }, []);

  function remove(id: string) {
    timers.current.set(
      id,
      setTimeout(() => void carryOut(id), undoMs),
    );
    setDeletions((before) => ({ ...before, [id]: "waiting" }));
  }

  function undo(id: string) {
    clearTimeout(timers.current.get(id));
    timers.current.delete(id);
    setDeletions(({ [id]: _, ...others }) => others);
  }

  return { deletions, remove, undo };
}
