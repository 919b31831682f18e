"use client";

import { Ban, ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button.tsx";
import {
  type Ingest,
  isUnderWay,
  nameIngest,
  progressOf,
  summariseIngest,
} from "@/lib/client/admin-ingests.ts";
import { useConsole } from "./console-context.tsx";
import { IngestEntries } from "./ingest-entries.tsx";
import { IngestEntryRow } from "./ingest-entry-row.tsx";
import { ProgressBar } from "./progress-bar.tsx";

export type IngestAct = (ingestId: string, action: "retry" | "cancel", items?: string[]) => Promise<void>;

type Props = { job: Ingest; onAct: IngestAct; onDismiss: () => void };

/** What was handed in together. A single file is one row; several show how far all of them are, and each on request. */
export function IngestJob({ job, onAct, onDismiss }: Props) {
  const { canWrite } = useConsole();
  const name = nameIngest(job);
  const [only] = job.entries;
  const isRunning = isUnderWay(job);
  const end = isRunning ? (
    canWrite && (
      <IconButton
        label={`Cancel ${name}`}
        icon={Ban}
        size="small"
        onClick={() => void onAct(job.id, "cancel")}
      />
    )
  ) : (
    <IconButton label={`Dismiss ${name}`} icon={X} size="small" onClick={onDismiss} />
  );
  if (job.items === 1 && only) {
    return (
      <IngestEntryRow entry={only} onRetry={() => void onAct(job.id, "retry", [only.id])}>
        {end}
      </IngestEntryRow>
    );
  }
  return <ManyEntries job={job} name={name} onAct={onAct} end={end} />;
}

type ManyProps = { job: Ingest; name: string; onAct: IngestAct; end: React.ReactNode };

function ManyEntries({ job, name, onAct, end }: ManyProps) {
  const { canWrite } = useConsole();
  const [isOpen, setIsOpen] = useState(false);
  const { underWay, failed, all } = progressOf(job);
  const canRetry = canWrite && failed > 0 && job.entries.some((entry) => entry.canRetry);
  return (
    <li className="border-line border-t text-13">
      <div className="flex min-h-11 items-center gap-3 ps-4 pe-1">
        <button
          type="button"
          aria-expanded={isOpen}
          className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 py-2 text-start"
          onClick={() => setIsOpen(!isOpen)}
        >
          <span className="flex items-center gap-1 font-medium [overflow-wrap:anywhere]">
            <ChevronDown aria-hidden size={14} className={isOpen ? "" : "-rotate-90 rtl:rotate-90"} />
            {name}
          </span>
          <span className="text-ink-2">{all === 0 ? "Looking for pages…" : summariseIngest(job)}</span>
        </button>
        {isUnderWay(job) && all > 0 && (
          <ProgressBar label={`Progress of ${name}`} percent={Math.floor(((all - underWay) / all) * 100)} />
        )}
        {canRetry && (
          <button
            type="button"
            className="min-h-8 pointer-coarse:min-h-11 px-1 font-medium text-accent"
            onClick={() => void onAct(job.id, "retry")}
          >
            Try failed again
          </button>
        )}
        {end}
      </div>
      {isOpen && <IngestEntries job={job} onAct={onAct} />}
    </li>
  );
}
