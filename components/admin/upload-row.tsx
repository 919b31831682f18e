"use client";

import { TriangleAlert, X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button.tsx";
import type { Upload } from "@/lib/client/admin-uploads.ts";
import { ProgressBar } from "./progress-bar.tsx";

type Props = { upload: Upload; onRetry: () => void; onDismiss: () => void };

/** One file on its way to the server: how much of it was sent, or why it was not taken. */
export function UploadRow({ upload, onRetry, onDismiss }: Props) {
  const { state, name } = upload;
  return (
    <li className="flex min-h-11 items-center gap-3 border-line border-t ps-4 pe-1 text-13">
      <div className="min-w-0 flex-1 py-2 sm:flex sm:items-center sm:gap-3">
        <span className="block sm:flex-1 [overflow-wrap:anywhere]">{name}</span>
        <UploadStateNote upload={upload} />
      </div>
      {state.step === "failed" && (
        <button
          type="button"
          className="min-h-8 pointer-coarse:min-h-11 px-1 font-medium text-accent"
          onClick={onRetry}
        >
          Send again
        </button>
      )}
      <IconButton
        label={state.step === "failed" ? `Dismiss ${name}` : `Cancel ${name}`}
        icon={X}
        size="small"
        onClick={onDismiss}
      />
    </li>
  );
}

function UploadStateNote({ upload: { state, name, size } }: { upload: Upload }) {
  switch (state.step) {
    case "waiting":
      return <span className="text-ink-2">Waiting</span>;
    case "sending": {
      const percent = size > 0 ? Math.round((state.sent / size) * 100) : 0;
      return (
        <span className="flex items-center gap-2 text-ink-2">
          <ProgressBar label={`Sending ${name}`} percent={percent} />
          <span className="w-9 text-end">{percent}%</span>
        </span>
      );
    }
    case "storing":
      return <span className="text-ink-2">Storing…</span>;
    case "failed":
      return (
        <span className="flex items-center gap-1.5 text-bad">
          <TriangleAlert aria-hidden size={14} className="shrink-0" />
          {state.reason}
        </span>
      );
  }
}
