"use client";

import Link from "next/link";
import type { JudgedRun } from "@/lib/admin/judged/compare-runs.ts";
import type { JudgedQuestion } from "@/lib/admin/judged/judged-question.ts";
import { searchPath } from "@/lib/client/admin-paths.ts";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { ImportQuestions } from "./import-questions.tsx";
import { QuestionList } from "./question-list.tsx";
import { Reranking } from "./reranking.tsx";
import { RunList } from "./run-list.tsx";
import { StartRun } from "./start-run.tsx";
import { useQuestions } from "./use-questions.ts";
import { useReranking } from "./use-reranking.ts";

type Props = { initialQuestions: JudgedQuestion[]; initialRuns: JudgedRun[] };

/** Questions with what should be found for them, and how well each run found it. */
export function QuestionsView({ initialQuestions, initialRuns }: Props) {
  const { canWrite } = useConsole();
  const judged = useQuestions({ questions: initialQuestions, runs: initialRuns });
  const { questions, runs, running, error } = judged;
  const reranking = useReranking(runs.map(({ id, status }) => `${id} ${status}`).join());
  const { model = null, on = false } = reranking.state ?? {};
  return (
    <div className="px-4 py-5 sm:px-6">
      <h1 className="font-serif text-28">Judged questions</h1>
      <p className="mt-1 max-w-[72ch] text-ink-2">
        Keep questions with the words that answer them, run them before and after a change, and see which got
        better or worse.
      </p>
      {error !== null && <Failure error={error} />}
      <section aria-labelledby="runs" className="mt-6 border-line border-t pt-3">
        <h2 id="runs" className="font-medium">
          Runs
        </h2>
        {canWrite && questions.length > 0 && !running && (
          <StartRun onStart={judged.start} count={questions.length} reranking={{ model, on }} />
        )}
        <RunList
          runs={runs}
          onStop={(run) => void judged.stop(run)}
          onRemove={(run) => void judged.removeRun(run)}
          onRunAgain={({ label, settings }) =>
            void judged.start({ label: label ?? "", rerank: settings.rerankedBy !== undefined })
          }
        />
      </section>
      {(model !== null || on || reranking.failure !== undefined) && <Reranking {...reranking} />}
      <section aria-labelledby="questions" className="mt-8 border-line border-t pt-3">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h2 id="questions" className="me-auto font-medium">
            {questions.length === 1 ? "1 question" : `${questions.length} questions`}
          </h2>
          {canWrite && <NewQuestion />}
          <ImportQuestions outcome={judged.imported} onFile={(file) => void judged.importFile(file)} />
        </div>
        <QuestionList
          questions={questions}
          onRemove={judged.removeQuestion}
          onKeepAgain={(question) => void judged.keepAgain(question)}
          onChanged={judged.changed}
        />
      </section>
    </div>
  );
}

/** A question is judged where its passages are: in the search. */
function NewQuestion() {
  const { workspace } = useConsole();
  return (
    <Link
      href={searchPath(workspace)}
      className="inline-flex min-h-9 pointer-coarse:min-h-11 items-center rounded-6 border border-line-2 px-3 font-medium hover:border-ink"
    >
      Find and keep one
    </Link>
  );
}
