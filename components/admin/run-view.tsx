"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { JudgedRun, ReadRun, RunComparison } from "@/lib/admin/judged/compare-runs.ts";
import { questionsPath, runPath } from "@/lib/client/admin-paths.ts";
import { isUnfinished, runName, statusWords } from "@/lib/client/admin-runs.ts";
import { useConsole } from "./console-context.tsx";
import { FilterButton } from "./filter-button.tsx";
import { LocalTime } from "./local-time.tsx";
import { RunAgain } from "./run-again.tsx";
import { RunFigures } from "./run-figures.tsx";
import { RunQuestionItem } from "./run-question-item.tsx";
import { fieldLook } from "./text-field.tsx";
import { useRepeating } from "./use-repeating.ts";

type Props = {
  run: ReadRun;
  /** Whole runs that it can be compared with. */
  others: JudgedRun[];
  before: ReadRun | null;
  comparison: RunComparison | null;
};

type Shown = "all" | "better" | "worse" | "missed";

/** A run, question by question, beside another one. */
export function RunView({ run, others, before, comparison }: Props) {
  const { workspace } = useConsole();
  const router = useRouter();
  const [shown, setShown] = useState<Shown>("all");
  useRepeating(run.status === "running", 1_500, async () => router.refresh());
  const rows = rowsOf(run, comparison);
  const visible = rows.filter((row) => isShown(row, shown));
  const count = (which: Shown) => rows.filter((row) => isShown(row, which)).length;
  const filters: [Shown, string][] = [
    ["all", "All"],
    ...(comparison
      ? ([
          ["better", "Better"],
          ["worse", "Worse"],
        ] as [Shown, string][])
      : []),
    ["missed", "Not as expected"],
  ];
  return (
    <div className="px-4 py-5 sm:px-6">
      <Link
        href={questionsPath(workspace)}
        className="inline-flex min-h-8 pointer-coarse:min-h-11 items-center gap-1 text-13 text-ink-2 hover:text-ink"
      >
        <ArrowLeft aria-hidden size={14} className="rtl:rotate-180" /> Judged questions
      </Link>
      <h1 className="mt-1 max-w-[72ch] font-serif text-28 [overflow-wrap:anywhere]">{runName(run)}</h1>
      <p role="status" className="text-13 text-ink-2">
        <LocalTime at={run.startedAt} precision="minute" /> · {statusWords(run)} · knowledge version{" "}
        {run.knowledgeVersion}
      </p>
      {isUnfinished(run) && <RunAgain run={run} />}
      {others.length > 0 && <Against run={run} others={others} before={before} />}
      <RunFigures run={run} before={before} comparison={comparison} />
      {comparison && comparison.notCompared > 0 && (
        <p className="mt-2 text-13 text-ink-2">
          {comparison.notCompared === 1 ? "1 question was" : `${comparison.notCompared} questions were`} asked
          in one of the runs alone, or with other expectations, and cannot be compared.
        </p>
      )}
      <div className="mt-6 flex flex-wrap gap-1">
        {filters.map(([which, name]) => (
          <FilterButton key={which} isOn={which === shown} onClick={() => setShown(which)}>
            {name} {count(which)}
          </FilterButton>
        ))}
      </div>
      {visible.length === 0 && (
        <p className="mt-3 border-line border-t py-6 text-ink-2">No question is among these.</p>
      )}
      <ol className="mt-3">
        {visible.map((row) => (
          <RunQuestionItem key={row.question.questionId} {...row} isRunning={run.status === "running"} />
        ))}
      </ol>
    </div>
  );
}

type Row = Pick<Parameters<typeof RunQuestionItem>[0], "question" | "change">;

/** In a comparison the greatest change first; what could not be compared comes after it. */
function rowsOf({ results }: ReadRun, comparison: RunComparison | null): Row[] {
  const changes = new Map(comparison?.questions.map((one) => [one.questionId, one]));
  const order = new Map(comparison?.questions.map(({ questionId }, index) => [questionId, index]));
  const place = ({ questionId }: { questionId: string }) => order.get(questionId) ?? results.length;
  return [...results]
    .sort((one, other) => place(one) - place(other))
    .map((question) => ({ question, change: changes.get(question.questionId) }));
}

function isShown({ question: { result }, change }: Row, shown: Shown): boolean {
  if (shown === "all") return true;
  if (shown !== "missed") return change?.change === shown;
  if (!result) return false;
  const { outcome } = result;
  return outcome.kind === "unanswerable"
    ? !outcome.declined
    : outcome.declined || outcome.figures.recall5 < 1;
}

function Against({ run, others, before }: { run: JudgedRun; others: JudgedRun[]; before: ReadRun | null }) {
  const { workspace } = useConsole();
  const router = useRouter();
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      <label htmlFor="against" className="text-13 text-ink-2">
        Compared with
      </label>
      <span className="w-96 max-w-full">
        <select
          id="against"
          className={`${fieldLook} h-9`}
          value={before?.id ?? ""}
          onChange={({ target }) => router.push(runPath(workspace, { run: run.id, against: target.value }))}
        >
          {!before && <option value="">Nothing</option>}
          {others.map((other) => (
            <option key={other.id} value={other.id}>
              {runName(other)}, {other.startedAt.slice(0, 16).replace("T", " ")}
            </option>
          ))}
        </select>
      </span>
    </div>
  );
}
