"use client";

import { useRef } from "react";
import { Button } from "@/components/ui/button.tsx";
import type { DocumentFilter, DocumentOrder } from "@/lib/client/admin-find-documents.ts";
import type { FailedEntry } from "@/lib/client/admin-ingests.ts";
import type { DocumentSummary } from "@/lib/client/admin-knowledge.ts";
import { DocumentRow } from "./document-row.tsx";
import { DocumentUseHeading } from "./document-uses.tsx";
import { FailedRow } from "./failed-row.tsx";
import type { IngestAct } from "./ingest-job.tsx";
import { SortHeading } from "./sort-heading.tsx";
import { useRowKeys } from "./use-row-keys.ts";

type Ordering = Pick<DocumentFilter, "order" | "direction">;
type Props = {
  documents: DocumentSummary[];
  /** What was handed in and could not be added. */
  failures: FailedEntry[];
  filter: DocumentFilter;
  onOrder: (ordering: Ordering) => void;
  onAct: IngestAct;
  onClear: () => void;
};

/** The documents as rows, those that could not be added first; j and k walk them, Enter opens one, Delete deletes it. */
export function DocumentTable({ documents, failures, filter, onOrder, onAct, onClear }: Props) {
  const table = useRef<HTMLTableElement>(null);
  useRowKeys(table);

  if (documents.length + failures.length === 0) {
    return (
      <div className="mt-4 border-line border-t py-8">
        <p>
          No document has {filter.words.trim() ? `“${filter.words.trim()}”` : "this tag"} in its title, tags
          or address.
        </p>
        <Button className="mt-3" onClick={onClear}>
          Show all documents
        </Button>
      </div>
    );
  }

  const heading = (order: DocumentOrder, first: Ordering["direction"]) => ({
    direction: filter.order === order ? filter.direction : undefined,
    onSort: () => onOrder({ order, direction: filter.order === order ? opposite[filter.direction] : first }),
  });
  return (
    <table ref={table} className="mt-4 w-full border-collapse text-start">
      <thead>
        <tr className="border-line border-b text-13 text-ink-2">
          <SortHeading {...heading("title", "ascending")}>Title</SortHeading>
          <th scope="col" className="hidden px-3 text-start font-normal md:table-cell">
            Tags
          </th>
          <SortHeading {...heading("passages", "descending")} align="end">
            Passages
          </SortHeading>
          <th scope="col" className="hidden px-3 text-start font-normal sm:table-cell">
            State
          </th>
          <SortHeading {...heading("updated", "descending")} className="hidden sm:table-cell">
            Updated
          </SortHeading>
          <DocumentUseHeading />
          <th scope="col" className="w-9">
            <span className="sr-only">Delete</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {failures.map((entry) => (
          <FailedRow
            key={entry.id}
            entry={entry}
            onRetry={() => void onAct(entry.ingestId, "retry", [entry.id])}
            onGiveUp={() => void onAct(entry.ingestId, "cancel", [entry.id])}
          />
        ))}
        {documents.map((document) => (
          <DocumentRow key={document.id} document={document} />
        ))}
      </tbody>
    </table>
  );
}

const opposite = { ascending: "descending", descending: "ascending" } as const;
