"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { callAdmin } from "@/lib/client/admin-api.ts";
import type { Ingest, IngestEntry } from "@/lib/client/admin-ingests.ts";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { IngestEntryRow } from "./ingest-entry-row.tsx";
import type { IngestAct } from "./ingest-job.tsx";

const pageSize = 100;

type Page = { entries: IngestEntry[]; next: string | null };

/** Every item of a job, in order, as it goes on. What the job itself tells of is shown until they are there. */
export function IngestEntries({ job, onAct }: { job: Ingest; onAct: IngestAct }) {
  const { workspace } = useConsole();
  const [entries, setEntries] = useState<IngestEntry[]>(job.entries);
  const [pages, setPages] = useState(1);
  const [hasMore, setHasMore] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const read = useEffectEvent(async () => {
    try {
      const found: IngestEntry[] = [];
      let after: string | null = null;
      for (let page = 0; page < pages; page += 1) {
        const query: string = after === null ? "" : `&after=${after}`;
        const path = `ingests/${job.id}?limit=${pageSize}${query}`;
        const answer: Page = await callAdmin<Page>(workspace, path);
        found.push(...answer.entries);
        after = answer.next;
        if (after === null) break;
      }
      setEntries(found);
      setHasMore(after !== null);
      setError(null);
    } catch (failure) {
      setError(failure);
    }
  });
  // The job is read again every second while it goes on; its items as often as it changed.
  const changed = JSON.stringify([job.counts, job.passages, job.entries, pages]);
  useEffect(() => {
    if (changed) void read();
  }, [changed]);

  return (
    <>
      {error !== null && <Failure error={error} />}
      <ul className="ms-4">
        {entries
          .filter(({ isHolder }) => !isHolder)
          .map((entry) => (
            <IngestEntryRow
              key={entry.id}
              entry={entry}
              onRetry={() => void onAct(job.id, "retry", [entry.id])}
            />
          ))}
      </ul>
      {hasMore && (
        <button
          type="button"
          className="ms-4 min-h-9 pointer-coarse:min-h-11 font-medium text-accent"
          onClick={() => setPages(pages + 1)}
        >
          Show more
        </button>
      )}
    </>
  );
}
