"use client";

import { createContext, useContext } from "react";
import type { OpenedSource } from "@/components/source/source-sheet.tsx";
import type { Citation, Source } from "@/lib/ai/chat-event.ts";

/** The sources of the answer that a numeral stands in; `citations` is undefined until they were checked. */
export type AnswerSources = { sources: readonly Source[]; citations: readonly Citation[] | undefined };

export const AnswerSourcesContext = createContext<AnswerSources>({ sources: [], citations: undefined });

export type CitedSource = { source: Source; excerpts: string[]; opened: OpenedSource };

/**
 * What numeral `n` stands for: `unknown` when no source has that number (so it is part of the text),
 * `refuted` when the check did not confirm it.
 */
export function useCitedSource(n: number): CitedSource | "unknown" | "refuted" {
  return findCited(n, useContext(AnswerSourcesContext));
}

/** Every source the checked answer rests on, in the order of their numbers. */
export function confirmedSources({ sources, citations }: AnswerSources): CitedSource[] {
  const numbers = new Set(citations?.map((citation) => citation.n));
  return [...numbers]
    .toSorted((a, b) => a - b)
    .map((n) => findCited(n, { sources, citations }))
    .filter((found) => typeof found !== "string");
}

function findCited(n: number, { sources, citations }: AnswerSources): CitedSource | "unknown" | "refuted" {
  const source = sources.find((one) => one.n === n);
  if (!source) return "unknown";
  const places = citations?.filter((citation) => citation.n === n) ?? [source];
  if (places.length === 0) return "refuted";
  const { documentId, title } = source;
  return {
    source,
    excerpts: [...new Set(places.map((place) => place.excerpt))],
    opened: {
      documentId,
      title,
      places: places.map(({ start, end, excerpt }) => ({ start, end, excerpt })),
    },
  };
}
