"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { callAdmin } from "@/lib/client/admin-api.ts";
import type { KnowledgeBase } from "@/lib/client/admin-knowledge.ts";
import { useConsole } from "./console-context.tsx";
import { useRepeating } from "./use-repeating.ts";

const lookMs = 2_000;

/** What the documents are searched by; as long as that changes, how far it is. */
export function useKnowledge() {
  const { workspace } = useConsole();
  const [knowledge, setKnowledge] = useState<KnowledgeBase>();
  const [failure, setFailure] = useState<unknown>();
  const ask = async (change?: { language: string }) => {
    try {
      const request = change ? ({ method: "PATCH", body: change } as const) : {};
      setKnowledge(await callAdmin<KnowledgeBase>(workspace, "knowledge", request));
      setFailure(undefined);
    } catch (error) {
      setFailure(error);
    }
  };
  const askFirst = useEffectEvent(() => void ask());
  useEffect(() => askFirst(), []);

  const isReindexing = knowledge !== undefined && knowledge.indexed < knowledge.documents;
  const isChanging = isReindexing || (knowledge?.change ?? null) !== null;
  useRepeating(isChanging, lookMs, () => ask());
  return {
    ...{ knowledge, failure, isReindexing },
    reload: () => void ask(),
    changeLanguage: (language: string) => ask({ language }),
  };
}
