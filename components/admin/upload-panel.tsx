"use client";

import { Button } from "@/components/ui/button.tsx";
import { isRunning, summariseUploads, type Upload } from "@/lib/client/admin-uploads.ts";
import { UploadRow } from "./upload-row.tsx";

type Props = {
  uploads: readonly Upload[];
  onRetry: (key: string) => void;
  onDismiss: (key: string) => void;
  onClear: () => void;
};

/** What became of each file that was chosen, while it happens. */
export function UploadPanel({ uploads, onRetry, onDismiss, onClear }: Props) {
  if (uploads.length === 0) return null;
  return (
    <section aria-label="Uploads" className="mt-4 rounded-12 border border-line bg-raised">
      <header className="flex min-h-11 items-center justify-between gap-4 ps-4 pe-1">
        <p role="status" className="font-medium">
          {summariseUploads(uploads)}
        </p>
        {!uploads.every(isRunning) && (
          <Button look="plain" onClick={onClear}>
            Clear finished
          </Button>
        )}
      </header>
      <ul className="max-h-64 overflow-y-auto">
        {uploads.map((upload) => (
          <UploadRow
            key={upload.key}
            upload={upload}
            onRetry={() => onRetry(upload.key)}
            onDismiss={() => onDismiss(upload.key)}
          />
        ))}
      </ul>
    </section>
  );
}
