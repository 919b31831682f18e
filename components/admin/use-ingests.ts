"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { callAdmin } from "@/lib/client/admin-api.ts";
import { countReady, type IngestList, isUnderWay, shownIngests } from "@/lib/client/admin-ingests.ts";
import { useConsole } from "./console-context.tsx";

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
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  // Set with each answer: what is shown depends on when it was true.
  const [seenAt, setSeenAt] = useState(0);

  const reload = async () => {
    try {
      const next = await callAdmin<IngestList>(workspace, "ingests");
      setList(next);
      setSeenAt(Date.now());
      setError(null);
      if (countReady(next.ingests) !== countReady(list.ingests)) onReady();
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
  // Whoever comes back to a reloaded page sees what ended while they were away.
  useEffect(() => setSeenAt(Date.now()), []);
  useEffect(() => setDismissed(new Set(readDismissed())), []);

  const dismiss = (ids: readonly string[]) => {
    const all = [...new Set([...dismissed, ...ids])].slice(-mostDismissed);
    setDismissed(new Set(all));
    sessionStorage.setItem(storageKey, JSON.stringify(all));
  };
  const act = async (ingestId: string, action: "retry" | "cancel", items?: string[]) => {
    try {
      const body = items ? { items } : {};
      await callAdmin(workspace, `ingests/${ingestId}/${action}`, { method: "POST", body });
    } catch (failure) {
      setError(failure);
      return;
    }
    await reload();
  };

  const jobs = shownIngests(list.ingests, { now: seenAt, dismissed });
  return { jobs: seenAt === 0 ? [] : jobs, failures: list.failures, error, reload, dismiss, act };
}

const storageKey = "bevgenie.dismissed-ingests";
const mostDismissed = 200;

function readDismissed(): string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? "[]");
    return Array.isArray(stored) ? stored.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}
