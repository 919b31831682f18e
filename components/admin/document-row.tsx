"use client";

import { Trash2, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { KeyboardEvent } from "react";
import { IconButton } from "@/components/ui/icon-button.tsx";
import type { DocumentSummary } from "@/lib/client/admin-knowledge.ts";
import { documentPath } from "@/lib/client/admin-paths.ts";
import { useConsole } from "./console-context.tsx";
import { useDeletions } from "./deletions-provider.tsx";
import { DocumentUseCell } from "./document-uses.tsx";
import { LocalTime } from "./local-time.tsx";
import { SampleMark } from "./sample-mark.tsx";

/** One document of the list. Its link carries the focus of the row. */
export function DocumentRow({ document }: { document: DocumentSummary }) {
  const { workspace, canWrite } = useConsole();
  const { remove } = useDeletions();

  const deleteThis = (row: HTMLElement | null) => {
    focusNeighbour(row);
    remove(document);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.key === "Delete" && canWrite) deleteThis(event.currentTarget);
  };

  return (
    <tr
      className="border-line border-b focus-within:bg-accent-soft hover:bg-accent-soft"
      onKeyDown={onKeyDown}
    >
      <th scope="row" className="max-w-0 px-3 py-2 text-start font-normal">
        <span className="flex flex-wrap items-center gap-x-2">
          <Link
            data-row
            href={documentPath(workspace, { documentId: document.id })}
            dir="auto"
            className="line-clamp-3 font-medium pointer-coarse:-my-2.5 pointer-coarse:py-2.5 [overflow-wrap:anywhere] hover:underline hover:underline-offset-4"
          >
            {document.title}
          </Link>
          {document.sample && <SampleMark />}
        </span>
        {document.tags.length > 0 && (
          <p className="truncate text-13 text-ink-2 md:hidden">{document.tags.join(", ")}</p>
        )}
        {document.error && (
          <p className="text-13 text-bad">
            {document.status === "ready" && "A newer text could not be read: "}
            {document.error}
          </p>
        )}
      </th>
      <td
        className="hidden w-1/4 max-w-0 truncate px-3 text-13 text-ink-2 md:table-cell"
        title={document.tags.join(", ")}
      >
        {document.tags.join(", ")}
      </td>
      <td className="w-20 px-3 text-end sm:w-24">{document.passages}</td>
      <td className="hidden w-24 px-3 text-13 sm:table-cell">
        <DocumentState document={document} />
      </td>
      <td className="hidden w-32 whitespace-nowrap px-3 text-13 text-ink-2 sm:table-cell">
        <LocalTime at={document.updatedAt} />
      </td>
      <DocumentUseCell documentId={document.id} />
      <td className="w-9">
        {canWrite && (
          <IconButton
            label={`Delete ${document.title}`}
            icon={Trash2}
            size="small"
            onClick={({ currentTarget }) => deleteThis(currentTarget.closest("tr"))}
          />
        )}
      </td>
    </tr>
  );
}

function DocumentState({ document: { status, error } }: { document: DocumentSummary }) {
  if (status === "ready" && !error) return <span className="text-ink-2">Ready</span>;
  return (
    <span className="inline-flex items-center gap-1 text-bad">
      <TriangleAlert aria-hidden size={13} /> {status === "ready" ? "Not renewed" : "Failed"}
    </span>
  );
}

/** The row is about to go; whoever walks the list by keys stays in it. */
function focusNeighbour(row: HTMLElement | null): void {
  const neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
  neighbour?.querySelector<HTMLElement>("[data-row]")?.focus();
}
