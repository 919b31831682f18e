"use client";

import { type AnswerSources, confirmedSources } from "./answer-sources.tsx";
import { useChat } from "./chat-context.tsx";

/** The sources below a checked answer, each a way to the document. */
export function SourceList(answer: AnswerSources) {
  const { openSource } = useChat();
  const cited = confirmedSources(answer);
  if (cited.length === 0) return null;
  return (
    <ol aria-label="Sources" className="mt-4 space-y-0.5 border-line border-s ps-3 text-13">
      {cited.map(({ source, opened }) => (
        <li key={source.n} className="flex items-baseline gap-2">
          <span className="w-4 shrink-0 text-end text-ink-2">{source.n}</span>
          <button
            type="button"
            dir="auto"
            className="min-h-6 pointer-coarse:min-h-11 text-start text-ink-2 underline decoration-line-2 underline-offset-4 hover:text-ink"
            onClick={() => openSource(opened)}
          >
            {source.title}
          </button>
        </li>
      ))}
    </ol>
  );
}
