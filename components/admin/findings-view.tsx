"use client";

import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import type { FindingList, FindingState } from "@/lib/admin/upkeep/finding.ts";
import { findingsPath } from "@/lib/client/admin-paths.ts";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { FilterButton } from "./filter-button.tsx";
import { FindingItem } from "./finding-item.tsx";
import { ScanLine } from "./scan-line.tsx";
import { StaleAfter } from "./stale-after.tsx";
import { useFindings } from "./use-findings.ts";

type About = "contradiction" | "stale";
type Props = { about: About; initial: FindingList; staleAfterMonths: number };

const states = { open: "Open", dismissed: "Dismissed", resolved: "Resolved" } as const;

/** What in the documents contradicts, and what is out of date, with the words themselves. */
export function FindingsView({ about, initial, staleAfterMonths }: Props) {
  const { canWrite } = useConsole();
  const { list, state, error, isScanning, scan, show, decide, reload } = useFindings(about, initial);
  const [months, setMonths] = useState(staleAfterMonths);
  const count = (of: FindingState) => list.counts[about]?.[of] ?? 0;
  return (
    <div className="px-4 py-5 sm:px-6">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <h1 className="me-auto font-serif text-28">Upkeep</h1>
        {canWrite && (
          <Button disabled={isScanning} onClick={() => void scan()}>
            {isScanning ? "Looking…" : "Look again"}
          </Button>
        )}
      </header>
      <ScanLine list={list} />
      <AboutTabs about={about} list={list} />
      <p className="mt-3 max-w-[72ch] text-ink-2">{explanations(months)[about]}</p>
      {about === "stale" && canWrite && (
        <StaleAfter
          months={months}
          onChanged={(changed) => {
            setMonths(changed);
            void scan();
          }}
        />
      )}
      <div className="mt-3 flex flex-wrap gap-1">
        {(Object.keys(states) as FindingState[]).map((each) => (
          <FilterButton key={each} isOn={each === state} onClick={() => show(each)}>
            {states[each]} {count(each)}
          </FilterButton>
        ))}
      </div>
      {error !== null && <Failure error={error} onRetry={() => void reload()} />}
      {list.findings.length === 0 ? (
        <p className="mt-4 border-line border-t py-6 text-ink-2">
          {emptyWords(list, { about, state, isScanning })}
        </p>
      ) : (
        <ol className="mt-3">
          {list.findings.map((finding) => (
            <FindingItem
              key={finding.id}
              finding={finding}
              onDecide={(decision) => void decide(finding, decision)}
            />
          ))}
        </ol>
      )}
    </div>
  );
}

function AboutTabs({ about, list }: { about: About; list: FindingList }) {
  const { workspace } = useConsole();
  const tabs = { contradiction: "Contradictions", stale: "Out of date" } as const;
  return (
    <nav aria-label="What to look at" className="mt-4 flex gap-4 border-line border-b">
      {(Object.keys(tabs) as About[]).map((each) => (
        <Link
          key={each}
          href={findingsPath(workspace, each)}
          aria-current={each === about ? "page" : undefined}
          className="-mb-px inline-flex min-h-10 pointer-coarse:min-h-11 items-center gap-1.5 border-transparent border-b-2 text-ink-2 hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
        >
          {tabs[each]}
          <span className="text-13 text-ink-2">{list.counts[each]?.open ?? 0}</span>
        </Link>
      ))}
    </nav>
  );
}

function explanations(months: number): Record<About, string> {
  return {
    contradiction:
      "Two documents that state something else of the same thing. Correct one of them, or dismiss what is no contradiction: it comes back only when the text changes.",
    stale: `Documents that name an end which has passed, that a newer edition replaces, whose source could not be read again, or that nobody changed or read again for ${months === 1 ? "a month" : `${months} months`}.`,
  };
}

function emptyWords(
  { scan }: FindingList,
  { about, state, isScanning }: { about: About; state: FindingState; isScanning: boolean },
): string {
  if (isScanning) return "The documents are being read; what is found appears here.";
  if (state !== "open") return `Nothing is ${states[state].toLowerCase()}.`;
  if (scan?.status !== "done") return "Nobody has looked yet. Look again to compare the documents.";
  return about === "contradiction"
    ? "No two documents contradict each other, as far as the scan can tell. It finds what is said in like words; it is no proof."
    : "No document is out of date, as far as the scan can tell.";
}
