"use client";

import { Trash2 } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import type { JudgedRun } from "@/lib/admin/judged/compare-runs.ts";
import { runPath } from "@/lib/client/admin-paths.ts";
import { formatFigure, isUnfinished, runName, statusWords, summaryFigures } from "@/lib/client/admin-runs.ts";
import { ColumnHeading, HeadingRow, HiddenHeading } from "./column-heading.tsx";
import { useConsole } from "./console-context.tsx";
import { LocalTime } from "./local-time.tsx";

type Act = (run: JudgedRun) => void;
type Props = { runs: JudgedRun[]; onStop: Act; onRemove: Act; onRunAgain: Act };

/** The newest first. On a phone the figures stand below the name. */
export function RunList({ runs, onStop, onRemove, onRunAgain }: Props) {
  if (runs.length === 0)
    return <p className="mt-2 text-ink-2">No run yet. The first one is what later ones are compared with.</p>;
  const mayRunAgain = !runs.some(({ status }) => status === "running");
  return (
    <table className="mt-3 w-full border-collapse">
      <HeadingRow>
        <ColumnHeading>Run</ColumnHeading>
        {summaryFigures.map(({ key, name, about }) => (
          <ColumnHeading key={key} isNumber from="md" about={about}>
            {name}
          </ColumnHeading>
        ))}
        <HiddenHeading>Stop or remove</HiddenHeading>
      </HeadingRow>
      <tbody>
        {runs.map((run) => (
          <RunRow
            key={run.id}
            run={run}
            onStop={() => onStop(run)}
            onRemove={() => onRemove(run)}
            {...(mayRunAgain && isUnfinished(run) && { onRunAgain: () => onRunAgain(run) })}
          />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = { run: JudgedRun; onStop: () => void; onRemove: () => void; onRunAgain?: () => void };

function RunRow({ run, onStop, onRemove, onRunAgain }: RowProps) {
  const { workspace, canWrite } = useConsole();
  const { summary, status } = run;
  return (
    <tr className="border-line border-b hover:bg-accent-soft">
      <th scope="row" className="py-2 text-start font-normal">
        <Link
          href={runPath(workspace, { run: run.id })}
          className="font-medium hover:underline pointer-coarse:py-4 hover:underline-offset-4"
        >
          {runName(run)}
        </Link>
        <p className="text-13 text-ink-2" role={status === "running" ? "status" : undefined}>
          <LocalTime at={run.startedAt} precision="minute" /> · {statusWords(run)}
        </p>
        {summary && (
          <p className="text-13 text-ink-2 md:hidden">
            {summaryFigures.map(({ key, name }) => `${name} ${formatFigure(summary[key])}`).join(" · ")}
          </p>
        )}
      </th>
      {summaryFigures.map(({ key }) => (
        <td key={key} className="hidden ps-4 text-end tabular-nums md:table-cell">
          {formatFigure(summary?.[key])}
        </td>
      ))}
      <td className="whitespace-nowrap ps-4 text-end">
        {canWrite && onRunAgain && (
          <Button size="tight" className="me-1" onClick={onRunAgain} aria-label={`Run ${runName(run)} again`}>
            Run again
          </Button>
        )}
        {canWrite && status === "running" && (
          <Button size="tight" onClick={onStop}>
            Stop
          </Button>
        )}
        {canWrite && status !== "running" && (
          <IconButton label={`Remove ${runName(run)}`} icon={Trash2} size="small" onClick={onRemove} />
        )}
      </td>
    </tr>
  );
}
