"use client";

import { useRef } from "react";
import { Button } from "@/components/ui/button.tsx";
import type { ImportOutcome } from "@/lib/client/admin-import-questions.ts";
import { useConsole } from "./console-context.tsx";

type Props = { outcome: ImportOutcome | null; onFile: (file: File) => void };

/** The way in for a file of questions, and what became of the last one. */
export function ImportQuestions({ outcome, onFile }: Props) {
  const { canWrite } = useConsole();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      {canWrite && (
        <>
          <input
            ref={input}
            type="file"
            accept=".csv,.json,text/csv,application/json"
            aria-label="File of questions"
            className="sr-only"
            tabIndex={-1}
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (file) onFile(file);
              target.value = "";
            }}
          />
          <Button
            title="CSV with the columns question, document, excerpt, grade; or JSON"
            onClick={() => input.current?.click()}
          >
            Import
          </Button>
        </>
      )}
      {outcome && <Outcome outcome={outcome} />}
    </>
  );
}

const mostShown = 20;

function Outcome({ outcome: { created, replaced, refused } }: { outcome: ImportOutcome }) {
  return (
    <div role="status" className="w-full text-13">
      <p className="text-ink-2">
        {created} new, {replaced} judged anew, {refused.length} not taken.
      </p>
      {refused.length > 0 && (
        <ul className="mt-1 max-w-[72ch]">
          {refused.slice(0, mostShown).map(({ place, question, error }) => (
            <li key={`${place} ${question}`} className="text-warn">
              {place}: “{question}” {error}
            </li>
          ))}
          {refused.length > mostShown && <li>and {refused.length - mostShown} more</li>}
        </ul>
      )}
    </div>
  );
}
