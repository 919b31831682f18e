"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { draftFor, type Gap, type GapList, type GapState } from "@/lib/client/admin-gaps.ts";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { GapRow } from "./gap-row.tsx";
import { GapStates } from "./gap-states.tsx";
import { NewDocument } from "./new-document.tsx";
import { SearchField } from "./search-field.tsx";
import { useGaps } from "./use-gaps.ts";
import { useRowKeys } from "./use-row-keys.ts";

/** Questions that visitors asked and that got no answer, those of most visitors first: what to write next. */
export function GapsView({ initial }: { initial: GapList }) {
  const { canWrite } = useConsole();
  const { list, state, error, note, show, change, answered, reload } = useGaps(initial);
  const [words, setWords] = useState("");
  const [writing, setWriting] = useState<Gap | null>(null);
  const rows = useRef<HTMLOListElement>(null);
  useRowKeys(rows);

  const wanted = words.trim().toLowerCase();
  const shown = list.gaps.filter(({ wordings }) =>
    wordings.some((wording) => wording.toLowerCase().includes(wanted)),
  );
  return (
    <div className="px-4 py-5 sm:px-6">
      <h1 className="font-serif text-28">Unanswered questions</h1>
      <p className="mt-2 max-w-[72ch] text-ink-2">
        What visitors asked and the documents did not answer. Questions that ask the same stand together,
        those of most visitors first.
      </p>
      <search className="mt-5 flex flex-wrap items-center gap-2">
        <SearchField
          label="Find questions"
          placeholder="Words of the question"
          className="w-full sm:w-72"
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
        <GapStates state={state} counts={list.counts} onShow={show} />
      </search>
      <p role="status" className={note ? "mt-3 border-good border-s-2 ps-3" : "sr-only"}>
        {note}
      </p>
      {error !== null && (
        <div className="mt-4">
          <Failure error={error} onRetry={() => void reload()} />
        </div>
      )}
      {shown.length === 0 ? (
        <Nothing state={state} words={words.trim()} onClear={() => setWords("")} />
      ) : (
        <ol ref={rows} aria-label="Questions" className="mt-4 border-line border-t">
          {shown.map((gap) => (
            <GapRow
              key={gap.id}
              gap={gap}
              onWrite={() => setWriting(gap)}
              onChange={(next) => void change(gap, next)}
            />
          ))}
        </ol>
      )}
      {canWrite && (
        <NewDocument
          key={writing?.id ?? "none"}
          isOpen={writing !== null}
          {...(writing && { draft: draftFor(writing) })}
          onClose={() => setWriting(null)}
          onAdded={() => writing && void answered(writing)}
        />
      )}
    </div>
  );
}

const empty: Record<GapState, string> = {
  open: "No question is waiting for an answer. What the documents cannot answer will be listed here.",
  answered: "No question was answered yet. Write a document for an open one, and it moves here.",
  dismissed: "No question was dismissed.",
};

function Nothing({ state, words, onClear }: { state: GapState; words: string; onClear: () => void }) {
  return (
    <div className="mt-4 border-line border-t py-8">
      <p>{words ? `No question here has “${words}” in it.` : empty[state]}</p>
      {words && (
        <Button className="mt-3" onClick={onClear}>
          Show all questions
        </Button>
      )}
    </div>
  );
}
