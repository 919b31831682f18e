"use client";

import { useRef } from "react";
import { Button } from "@/components/ui/button.tsx";
import { TextSkeleton } from "@/components/ui/skeleton.tsx";
import { rerankingWords } from "@/lib/client/admin-run-words.ts";
import { Failure } from "./failure.tsx";
import { FoundPassageItem } from "./found-passage-item.tsx";
import { KeepQuestion } from "./keep-question.tsx";
import { SearchVerdictLine } from "./search-verdict.tsx";
import { useRowKeys } from "./use-row-keys.ts";
import type { SearchAnswer, SearchQuestion, SearchState } from "./use-search.ts";

type Props = {
  state: SearchState;
  personas: { id: string; name: string }[];
  starters: string[];
  isEmpty: boolean;
  onAsk: (query: string) => void;
  onRetry: (question: SearchQuestion) => void;
};

/** What the question brought back; the answer before stays in place until the next one is there. */
export function SearchResults({ state, personas, starters, isEmpty, onAsk, onRetry }: Props) {
  if (isEmpty)
    return <p className="text-ink-2">There are no documents yet. Add some under Knowledge, then ask here.</p>;
  if (state.step === "idle") return <Starters starters={starters} onAsk={onAsk} />;
  if (state.step === "failed") return <Failure error={state.error} onRetry={() => onRetry(state.question)} />;
  const answer = state.step === "answered" ? state.answer : state.before;
  if (!answer) return <TextSkeleton label="Searching" lines={6} />;
  return <Answer answer={answer} personas={personas} isStale={state.step === "searching"} />;
}

function Starters({ starters, onAsk }: Pick<Props, "starters" | "onAsk">) {
  return (
    <div>
      <h2 className="mb-1 text-13 text-ink-2">For example</h2>
      <ul>
        {starters.map((starter) => (
          <li key={starter}>
            <Button look="plain" className="-ms-3 py-1 text-start" onClick={() => onAsk(starter)}>
              {starter}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

type AnswerProps = { answer: SearchAnswer; personas: Props["personas"]; isStale: boolean };

function Answer({ answer, personas, isStale }: AnswerProps) {
  const list = useRef<HTMLOListElement>(null);
  useRowKeys(list);
  const { passages, tookMs, query, intent, verdict, wordsOnly, reranking } = answer;
  const bestScore = Math.max(0, ...passages.map(({ score }) => score));
  return (
    <section aria-label="Passages found" aria-busy={isStale} className={isStale ? "opacity-60" : ""}>
      <p role="status" className="text-13 text-ink-2">
        {passages.length === 1 ? "1 passage" : `${passages.length} passages`} in {tookMs.toFixed(1)} ms ·
        taken for “{intent.name}”
      </p>
      {wordsOnly && (
        <p className="mt-1 text-13 text-warn">
          The embedding model did not answer: these were found by their words alone.
        </p>
      )}
      {reranking && (
        <p className={`mt-1 text-13 ${reranking.kept ? "text-warn" : "text-ink-2"}`}>
          {rerankingWords(reranking)}
        </p>
      )}
      <SearchVerdictLine verdict={verdict} found={passages.length} />
      {passages.length === 0 && <NothingFound query={query} />}
      <KeepQuestion key={query} query={query} passages={passages} />
      <ol ref={list} className="mt-2">
        {passages.map((passage, index) => (
          <FoundPassageItem
            key={passage.passageId}
            passage={passage}
            place={index + 1}
            bestScore={bestScore}
            query={query}
            intent={intent.name}
            sameDocumentAbove={
              passages.slice(0, index).filter(({ documentId }) => documentId === passage.documentId).length
            }
            personas={personas}
          />
        ))}
      </ol>
    </section>
  );
}

function NothingFound({ query }: { query: string }) {
  return (
    <p className="mt-3 max-w-[72ch]">
      Nothing in the knowledge base is about “{query}”. Try other words or another tag; if visitors ask this,
      add a document that answers it.
    </p>
  );
}
