"use client";

import { useRef, useState } from "react";
import type { FoundPassages } from "@/lib/admin/search-knowledge.ts";
import { callAdmin } from "@/lib/client/admin-api.ts";
import { useConsole } from "./console-context.tsx";

export type SearchQuestion = {
  query: string;
  limit: number;
  /** Only documents with this tag; or only this one document. */
  tag: string | undefined;
  documentId: string | undefined;
  /** 0 to 1 by persona id; personas at 0 are left out. */
  personaScores: Record<string, number>;
  /** Whether a model puts the best in order; undefined: as in a visitor's turn. */
  rerank: boolean | undefined;
};

export type SearchAnswer = FoundPassages & { query: string; tookMs: number };

export type SearchState =
  | { step: "idle" }
  | { step: "searching"; before: SearchAnswer | undefined }
  | { step: "answered"; answer: SearchAnswer }
  | { step: "failed"; error: unknown; question: SearchQuestion };

/** Searches the knowledge base; a newer question makes the answer to an older one forgotten. */
export function useSearch() {
  const { workspace } = useConsole();
  const [state, setState] = useState<SearchState>({ step: "idle" });
  const running = useRef<AbortController>(undefined);

  const search = async (question: SearchQuestion) => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setState((before) => ({
      step: "searching",
      before: before.step === "answered" ? before.answer : undefined,
    }));
    try {
      const found = await callAdmin<Omit<SearchAnswer, "query">>(workspace, "search", {
        method: "POST",
        signal: abort.signal,
        body: {
          query: question.query,
          limit: question.limit,
          personaScores: Object.fromEntries(
            Object.entries(question.personaScores).filter(([, score]) => score > 0),
          ),
          ...(question.rerank !== undefined && { rerank: question.rerank }),
          ...sourcesOf(question),
        },
      });
      setState({ step: "answered", answer: { ...found, query: question.query } });
    } catch (error) {
      if (!abort.signal.aborted) setState({ step: "failed", error, question });
    }
  };

  return { state, search };
}

function sourcesOf({ tag, documentId }: SearchQuestion): { sources?: string[] } {
  const only = documentId ?? tag;
  return only === undefined ? {} : { sources: [only] };
}
