"use client";

import { Check, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { IngestEntry } from "@/lib/client/admin-ingests.ts";
import { documentPath } from "@/lib/client/admin-paths.ts";
import { useConsole } from "./console-context.tsx";
import { ProgressBar } from "./progress-bar.tsx";

type Props = { entry: IngestEntry; onRetry: () => void; children?: ReactNode };

/** One file, document or page: what it is doing, what it became, or why it did not. */
export function IngestEntryRow({ entry, onRetry, children }: Props) {
  const { workspace, canWrite } = useConsole();
  const { documentId, title, name, canRetry } = entry;
  return (
    <li className="flex min-h-11 items-center gap-3 border-line border-t ps-4 pe-1 text-13">
      <div className="min-w-0 flex-1 py-2 sm:flex sm:items-center sm:gap-3">
        <span className="block sm:flex-1 [overflow-wrap:anywhere]">
          {documentId ? (
            <Link
              className="text-accent underline underline-offset-4"
              href={documentPath(workspace, { documentId })}
            >
              {title ?? name}
            </Link>
          ) : (
            name
          )}
        </span>
        <EntryState entry={entry} />
      </div>
      {canWrite && canRetry && (
        <button
          type="button"
          className="min-h-8 pointer-coarse:min-h-11 px-1 font-medium text-accent"
          onClick={onRetry}
        >
          Try again
        </button>
      )}
      {children}
    </li>
  );
}

function EntryState({ entry }: { entry: IngestEntry }) {
  const { state, passages, passagesDone, reason, change, name } = entry;
  switch (state) {
    case "waiting":
      return <span className="text-ink-2">{reason ? `${reason} It is tried again soon.` : "Waiting"}</span>;
    case "reading":
      return <span className="text-ink-2">Reading…</span>;
    case "embedding":
      return passages > 0 ? (
        <span className="flex items-center gap-2 text-ink-2">
          <ProgressBar
            label={`Indexing ${name}`}
            percent={Math.floor((passagesDone / Math.max(1, passages)) * 100)}
          />
          {passagesDone} of {passages} passages
        </span>
      ) : (
        <span className="text-ink-2">Indexing…</span>
      );
    case "ready":
    case "unchanged":
      return (
        <span className="block sm:max-w-[60%]">
          <span className="flex items-center gap-1 text-good">
            <Check aria-hidden size={14} />
            {passages === 1 ? "1 passage" : `${passages} passages`}
            {changeNotes[change ?? "created"]}
          </span>
          {reason && <span className="block text-ink-2">{reason}</span>}
        </span>
      );
    case "failed":
      return (
        <span className="flex items-center gap-1.5 text-bad sm:max-w-[60%]">
          <TriangleAlert aria-hidden size={14} className="shrink-0" />
          {reason ?? "It could not be read."}
        </span>
      );
    case "cancelled":
      return <span className="text-ink-2">Given up</span>;
  }
}

const changeNotes = { created: "", replaced: ", in place of the old text", unchanged: ", as before" };
