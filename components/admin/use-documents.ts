"use client";

import { useState } from "react";
import { callAdmin } from "@/lib/client/admin-api.ts";
import type { DocumentSummary } from "@/lib/client/admin-knowledge.ts";
import { useConsole } from "./console-context.tsx";
import { useDeletions } from "./deletions-provider.tsx";

/** The workspace's documents, without those being deleted, and a way to read them again. */
export function useDocuments(initial: DocumentSummary[]) {
  const { workspace } = useConsole();
  const { hidden } = useDeletions();
  const [all, setAll] = useState(initial);
  const [error, setError] = useState<unknown>(null);

  const reload = async () => {
    try {
      const { documents } = await callAdmin<{ documents: DocumentSummary[] }>(workspace, "documents");
      setAll(documents);
      setError(null);
    } catch (failure) {
      setError(failure);
    }
  };

  return { documents: all.filter(({ id }) => !hidden.has(id)), error, reload };
}
