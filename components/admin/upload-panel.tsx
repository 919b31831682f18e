"use client";

import { Button } from "@/components/ui/button.tsx";
import { type Ingest, isUnderWay } from "@/lib/client/admin-ingests.ts";
import { isRunning, summariseUploads, type Upload } from "@/lib/client/admin-uploads.ts";
import { type IngestAct, IngestJob } from "./ingest-job.tsx";
import { UploadRow } from "./upload-row.tsx";

type Props = {
  uploads: readonly Upload[];
  jobs: readonly Ingest[];
  onRetry: (key: string) => void;
  onDismiss: (key: string) => void;
  onAct: IngestAct;
  onDismissJobs: (ids: string[]) => void;
  onClear: () => void;
};

/** Everything on its way in: files that are being sent, and jobs that the server works on, until somebody puts them away. */
export function UploadPanel({ uploads, jobs, onRetry, onDismiss, onAct, onDismissJobs, onClear }: Props) {
  if (uploads.length === 0 && jobs.length === 0) return null;
  const ended = jobs.filter((job) => !isUnderWay(job));
  const canClear = ended.length > 0 || !uploads.every(isRunning);
  const clear = () => {
    onClear();
    onDismissJobs(ended.map(({ id }) => id));
  };
  return (
    <section aria-label="Uploads" className="mt-4 rounded-12 border border-line bg-raised">
      <header className="flex min-h-11 items-center justify-between gap-4 ps-4 pe-1">
        <p role="status" className="font-medium">
          {summariseUploads(uploads, jobs)}
        </p>
        {canClear && (
          <Button look="plain" className="shrink-0" onClick={clear}>
            Clear finished
          </Button>
        )}
      </header>
      <ul className="max-h-96 overflow-y-auto">
        {uploads.map((upload) => (
          <UploadRow
            key={upload.key}
            upload={upload}
            onRetry={() => onRetry(upload.key)}
            onDismiss={() => onDismiss(upload.key)}
          />
        ))}
        {jobs.map((job) => (
          <IngestJob key={job.id} job={job} onAct={onAct} onDismiss={() => onDismissJobs([job.id])} />
        ))}
      </ul>
    </section>
  );
}
