"use client";

import { Check, TriangleAlert, X } from "lucide-react";
import Link from "next/link";
import { Progress } from "radix-ui";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { documentPath } from "@/lib/client/admin-paths.ts";
import type { Upload } from "@/lib/client/admin-uploads.ts";
import { useConsole } from "./console-context.tsx";

type Props = { upload: Upload; onRetry: () => void; onDismiss: () => void };

/** One file: how much of it was sent, then what it became or why it did not. */
export function UploadRow({ upload, onRetry, onDismiss }: Props) {
  const { workspace } = useConsole();
  const { state, name } = upload;
  return (
    <li className="flex min-h-11 items-center gap-3 border-line border-t ps-4 pe-1 text-13">
      <div className="min-w-0 flex-1 py-2 sm:flex sm:items-center sm:gap-3">
        <span className="block sm:flex-1 [overflow-wrap:anywhere]">
          {state.step === "done" ? (
            <Link
              className="text-accent underline underline-offset-4"
              href={documentPath(workspace, { documentId: state.documentId })}
            >
              {state.title}
            </Link>
          ) : (
            name
          )}
        </span>
        <UploadStateNote upload={upload} />
      </div>
      {state.step === "failed" && (
        <button type="button" className="min-h-8 px-1 font-medium text-accent" onClick={onRetry}>
          Try again
        </button>
      )}
      <IconButton
        label={state.step === "done" || state.step === "failed" ? `Dismiss ${name}` : `Cancel ${name}`}
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
    case "sending":
      return <SendingBar name={name} percent={size > 0 ? Math.round((state.sent / size) * 100) : 0} />;
    case "reading":
      return <span className="text-ink-2">Reading and indexing…</span>;
    case "done":
      return (
        <span className="flex items-center gap-1 text-good">
          <Check aria-hidden size={14} />
          {state.passages === 1 ? "1 passage" : `${state.passages} passages`}
          {changeNotes[state.change]}
        </span>
      );
    case "failed":
      return (
        <span className="flex items-center gap-1.5 text-bad">
          <TriangleAlert aria-hidden size={14} className="shrink-0" />
          {state.reason}
        </span>
      );
  }
}

const changeNotes = { created: "", replaced: ", in place of the old file", unchanged: ", as before" };

function SendingBar({ name, percent }: { name: string; percent: number }) {
  return (
    <span className="flex items-center gap-2 text-ink-2">
      <Progress.Root
        value={percent}
        aria-label={`Sending ${name}`}
        className="h-1.5 w-24 overflow-hidden rounded-6 bg-line"
      >
        <Progress.Indicator className="h-full bg-accent" style={{ width: `${percent}%` }} />
      </Progress.Root>
      <span className="w-9 text-end">{percent} %</span>
    </span>
  );
}
