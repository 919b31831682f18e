"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { callAdmin } from "@/lib/client/admin-api.ts";
import { useConsole } from "./console-context.tsx";

export type EmbedderState = {
  model: string;
  canLearn: boolean;
  state: "idle" | "learning" | "embedding" | "done" | "failed";
  passages: number;
  embedded: number;
  error: string | null;
  /** How many passages the workspace has now. */
  knowledge: number;
  learned: { id: string; passages: number; createdAt: string } | null;
};

const restMs = 2_000;

/** What passages are embedded by; asked for again while it learns. */
export function useEmbedder() {
  const { workspace } = useConsole();
  const [embedder, setEmbedder] = useState<EmbedderState>();
  const [failure, setFailure] = useState<unknown>();

  const ask = async (method: "GET" | "POST" | "DELETE") => {
    try {
      setEmbedder(await callAdmin<EmbedderState>(workspace, "embedder", { method }));
      setFailure(undefined);
    } catch (error) {
      setFailure(error);
    }
  };
  const askFirst = useEffectEvent(() => void ask("GET"));
  useEffect(() => askFirst(), []);

  const isRunning = embedder?.state === "learning" || embedder?.state === "embedding";
  const askAgain = useEffectEvent(() => void ask("GET"));
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => askAgain(), restMs);
    return () => clearInterval(timer);
  }, [isRunning]);

  return {
    ...{ embedder, failure, isRunning },
    reload: () => void ask("GET"),
    learn: () => void ask("POST"),
    forget: () => void ask("DELETE"),
  };
}
