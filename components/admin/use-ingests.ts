"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { callAdmin } from "@/lib/client/admin-api.ts";
import {
  countReady,
  type IngestList,
  isUnderWay,
  shownIngests,
  toFollow,
} from "@/lib/client/admin-ingests.ts";
import { useConsole } from "./console-context.tsx";
import { useFollowed } from "./use-followed.ts";

const busyMs = 1_000;
const idleMs = 15_000;

/**
 * The jobs that bring documents in, as they go on: looked at every second while one does, and now and then otherwise.
 * `onReady` is called when documents have come in, or failed.
 */
export function useIngests(initial: IngestList, { onReady }: { onReady: () => void }) {
  const { workspace } = useConsole();
  const [list, setList] = useState(initial);
  const [error, setError] = useState<unknown>(null);
  const { followed, follow, unfollow } = useFollowed(toFollow(initial.ingests));
  // Set with each answer: what is shown depends on when it was true. Nothing is before the browser took over.
  const [seenAt, setSeenAt] = useState(0);
  const ready = useRef(countReady(initial.ingests));

  const reload = async () => {
    try {
      const next = await callAdmin<IngestList>(workspace, "ingests");
      setList(next);
      setSeenAt(Date.now());
      setError(null);
      follow(toFollow(next.ingests));
      const count = countReady(next.ingests);
      if (count !== ready.current) onReady();
      ready.current = count;
    } catch (failure) {
      setError(failure);
    }
  };
  const look = useEffectEvent(() => (document.hidden ? Promise.resolve() : reload()));
  const isBusy = list.ingests.some(isUnderWay);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      timer = setTimeout(() => void look().finally(next), isBusy ? busyMs : idleMs);
    };
    next();
    return () => clearTimeout(timer);
  }, [isBusy]);
  useEffect(() => setSeenAt(Date.now()), []);

  const act = async (ingestId: string, action: "retry" | "cancel", items?: string[]) => {
    try {
      const body = items ? { items } : {};
      await callAdmin(workspace, `ingests/${ingestId}/${action}`, { method: "POST", body });
    } catch (failure) {
      setError(failure);
      return;
    }
    if (action === "retry") follow([ingestId]);
    await reload();
  };
  /** A file of this job has arrived. */
  const arrived = (ingestId: string) => {
    follow([ingestId]);
    return reload();
  };

  const jobs = seenAt === 0 ? [] : shownIngests(list.ingests, { now: seenAt, followed });
  return { jobs, failures: list.failures, error, reload, arrived, dismiss: unfollow, act };
}
