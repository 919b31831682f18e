"use client";

import Link from "next/link";
import type { QuestionChange, RunQuestion } from "@/lib/admin/judged/compare-runs.ts";
import type { KeptResult } from "@/lib/admin/judged/run-judged-questions.ts";
import { documentPath, searchPath } from "@/lib/client/admin-paths.ts";
import { outcomeWords, rerankingWords } from "@/lib/client/admin-run-words.ts";
import { useConsole } from "./console-context.tsx";

type Props = {
  question: RunQuestion;
  change: QuestionChange | undefined;
  /** The run may still ask it. */
  isRunning: boolean;
};

const changes = {
  better: { words: "Better", look: "text-good" },
  worse: { words: "Worse", look: "text-bad" },
  same: { words: "As before", look: "text-ink-2" },
} as const;

/** One question of a run: where what is expected stands, what it was before, and what was found. */
export function RunQuestionItem({ question: { question, expected, result }, change, isRunning }: Props) {
  const { workspace } = useConsole();
  return (
    <li className="border-line border-t py-3">
      <div className="flex items-baseline justify-between gap-x-6">
        <Link
          href={searchPath(workspace, question)}
          dir="auto"
          className="min-w-0 font-medium [overflow-wrap:anywhere] hover:underline pointer-coarse:py-4 hover:underline-offset-4"
        >
          {question}
        </Link>
        {change && (
          <span className={`shrink-0 text-13 ${changes[change.change].look}`}>
            {changes[change.change].words}
          </span>
        )}
      </div>
      {result ? (
        <>
          <p className="text-13 text-ink-2">
            {outcomeWords(result, expected)}
            {change && change.change !== "same" && <> Before: {outcomeWords(change.before, expected)}</>}
          </p>
          {result.reranking && (
            <p className={`text-13 ${result.reranking.kept ? "text-warn" : "text-ink-2"}`}>
              {rerankingWords(result.reranking)}
            </p>
          )}
          <details className="mt-1">
            <summary className="min-h-8 pointer-coarse:min-h-11 py-1 text-13 text-ink-2">
              What was found
            </summary>
            <div className={`grid gap-x-8 gap-y-3 ${change ? "md:grid-cols-2" : ""}`}>
              {change && <FoundList heading="Before" result={change.before} />}
              <FoundList heading={change ? "Now" : "In this run"} result={result} />
            </div>
          </details>
        </>
      ) : (
        <p className="text-13 text-ink-2">
          {isRunning ? "Not asked yet." : "Not asked: the run ended before."}
        </p>
      )}
    </li>
  );
}

const grades = { 0: "", 1: "helps", 2: "answers it" } as const;

function FoundList({ heading, result }: { heading: string; result: KeptResult }) {
  const { workspace } = useConsole();
  return (
    <section aria-label={heading} className="min-w-0 text-13">
      <h3 className="text-ink-2">
        {heading}
        {result.refused && `: turned back as “${result.intent}”`}
      </h3>
      {result.found.length === 0 && !result.refused && <p>Nothing.</p>}
      <ol>
        {result.found.map(({ documentId, passageId, title, headingPath }, index) => (
          <li key={passageId} className="flex gap-2">
            <span className="w-5 shrink-0 text-end text-ink-2 tabular-nums">{index + 1}</span>
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <Link
                href={documentPath(workspace, { documentId, passageId })}
                className="underline pointer-coarse:py-4 underline-offset-4"
              >
                {[title, ...headingPath].join(" › ")}
              </Link>
              {(result.grades[index] ?? 0) > 0 && (
                <strong className="font-medium text-good"> {grades[result.grades[index] ?? 0]}</strong>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
