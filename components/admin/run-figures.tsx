import type { JudgedRun, RunComparison } from "@/lib/admin/judged/compare-runs.ts";
import { formatDelta, formatFigure, summaryFigures } from "@/lib/client/admin-runs.ts";

type Props = { run: JudgedRun; before: JudgedRun | null; comparison: RunComparison | null };

/** The means of a run, with what they were before. */
export function RunFigures({ run: { summary }, before, comparison }: Props) {
  if (!summary) return null;
  return (
    <dl className="mt-5 grid grid-cols-2 gap-x-4 gap-y-3 sm:flex sm:flex-wrap sm:gap-x-8">
      {summaryFigures.map(({ key, name, about, less }) => {
        const delta = comparison?.deltas[key];
        const isBetter = typeof delta === "number" && (less ? delta < 0 : delta > 0);
        return (
          <div key={key} className="self-end" title={about}>
            <dt className="text-13 text-ink-2">{name}</dt>
            <dd className="text-21 tabular-nums">
              {formatFigure(summary[key])}{" "}
              {formatDelta(delta) && (
                <span className={`text-13 ${isBetter ? "text-good" : "text-bad"}`}>
                  {formatDelta(delta)} {isBetter ? "better" : "worse"}
                </span>
              )}
            </dd>
            {before?.summary && (
              <dd className="text-13 text-ink-2">was {formatFigure(before.summary[key])}</dd>
            )}
          </div>
        );
      })}
    </dl>
  );
}
