"use client";

import { type FormEvent, useEffect, useEffectEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { SearchField } from "./search-field.tsx";
import { SearchResults } from "./search-results.tsx";
import { SearchSettings } from "./search-settings.tsx";
import { type SearchQuestion, useSearch } from "./use-search.ts";

type Props = {
  personas: { id: string; name: string }[];
  tags: string[];
  documents: { id: string; title: string }[];
  /** Questions to begin with. */
  starters: string[];
  initialQuery: string;
  reranking: { model: string | null; on: boolean };
  /** There are no documents to search. */
  isEmpty: boolean;
};

/** Asks the knowledge base as a turn would, and shows why each passage came back. */
export function SearchPlayground({ initialQuery, isEmpty, starters, personas, ...choices }: Props) {
  const [question, setQuestion] = useState<SearchQuestion>({
    query: initialQuery,
    limit: 5,
    tag: undefined,
    documentId: undefined,
    personaScores: {},
    rerank: undefined,
  });
  const { state, search } = useSearch();

  const ask = (asked: SearchQuestion) => {
    setQuestion(asked);
    if (asked.query.trim() === "") return;
    window.history.replaceState(null, "", `?query=${encodeURIComponent(asked.query.trim())}`);
    void search(asked);
  };
  const askInitial = useEffectEvent(() => ask(question));
  useEffect(() => askInitial(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask(question);
  };
  // A changed setting shows its effect at once, when there is something it can act on.
  const change = (settings: Partial<SearchQuestion>) => {
    const changed = { ...question, ...settings };
    if (state.step === "idle") setQuestion(changed);
    else ask(changed);
  };

  return (
    <div className="px-4 py-5 sm:px-6">
      <h1 className="font-serif text-28">Search</h1>
      <p className="mt-1 max-w-[72ch] text-ink-2">
        What the assistant would find for a question, in its order, and why.
      </p>
      <div className="mt-5 grid grid-cols-1 gap-x-10 gap-y-5 lg:grid-cols-[minmax(0,48rem)_16rem] lg:grid-rows-[auto_1fr]">
        <form onSubmit={submit} className="flex gap-2">
          <SearchField
            label="Question"
            placeholder="What a visitor might ask"
            className="min-w-0 flex-1"
            autoFocus
            maxLength={4000}
            value={question.query}
            onChange={({ target }) => setQuestion({ ...question, query: target.value })}
          />
          <Button
            type="submit"
            look="primary"
            className="min-h-10 pointer-coarse:min-h-11"
            disabled={question.query.trim() === ""}
          >
            Search
          </Button>
        </form>
        <SearchSettings question={question} personas={personas} onChange={change} {...choices} />
        <SearchResults
          state={state}
          personas={personas}
          starters={starters}
          isEmpty={isEmpty}
          onAsk={(query) => ask({ ...question, query })}
          onRetry={ask}
        />
      </div>
    </div>
  );
}
