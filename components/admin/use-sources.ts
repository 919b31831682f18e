"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { callAdmin } from "@/lib/client/admin-api.ts";
import type { Source } from "@/lib/client/admin-sources.ts";
import { useConsole } from "./console-context.tsx";

export type SourceAct = (id: string, action: "refresh" | "delete") => Promise<void>;

/** The addresses that documents are fetched from; undefined until they were read. `onChanged`: documents may come or go. */
export function useSources({ onChanged }: { onChanged: () => Promise<void> }) {
  const { workspace } = useConsole();
  const [sources, setSources] = useState<Source[]>();
  const [error, setError] = useState<unknown>(null);

  const reload = async () => {
    try {
      setSources((await callAdmin<{ sources: Source[] }>(workspace, "sources")).sources);
      setError(null);
    } catch (failure) {
      setError(failure);
    }
  };
  const look = useEffectEvent(() => void reload());
  useEffect(() => look(), []);

  const isFetching = sources?.some(({ ingest }) => ingest?.finishedAt === null) ?? false;
  useEffect(() => {
    if (!isFetching) return;
    const timer = setInterval(() => look(), lookEveryMs);
    return () => clearInterval(timer);
  }, [isFetching]);

  const act: SourceAct = async (id, action) => {
    try {
      if (action === "refresh") await callAdmin(workspace, `sources/${id}/refresh`, { method: "POST" });
      else await callAdmin(workspace, `sources/${id}`, { method: "DELETE" });
    } catch (failure) {
      setError(failure);
      return;
    }
    await Promise.all([reload(), onChanged()]);
  };

  return { sources, error, reload, act };
}

const lookEveryMs = 2_000;
