"use client";

import Link from "next/link";
import { Button } from "@/components/ui/button.tsx";
import type { Finding, FindingSide, FindingState } from "@/lib/admin/upkeep/finding.ts";
import { findingSentence } from "@/lib/client/admin-findings.ts";
import { documentPath } from "@/lib/client/admin-paths.ts";
import { useConsole } from "./console-context.tsx";
import { LocalTime } from "./local-time.tsx";
import { MarkedText } from "./marked-text.tsx";

type Props = { finding: Finding; onDecide: (state: FindingState) => void };

/** One finding: what it is, the words of both documents side by side, and what to do with it. */
export function FindingItem({ finding, onDecide }: Props) {
  const { canWrite } = useConsole();
  const { first, second, state, decidedAt, decidedBy } = finding;
  const { text, at } = findingSentence(finding);
  return (
    <li className="border-line border-t py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <h2 className="font-medium">
          {text}
          {at !== undefined && (
            <>
              {" "}
              <LocalTime at={at} />
            </>
          )}
        </h2>
        {canWrite && <Decisions finding={finding} onDecide={onDecide} />}
      </div>
      <div className={`mt-2 grid gap-x-8 gap-y-3 ${second ? "md:grid-cols-2" : ""}`}>
        <Side side={first} />
        {second && <Side side={second} />}
      </div>
      {state !== "open" && decidedAt && (
        <p className="mt-2 text-13 text-ink-2">
          {state === "dismissed" ? "Dismissed" : "Resolved"} <LocalTime at={decidedAt} />
          {decidedBy && ` by ${decidedBy}`}. It comes back when the text changes.
        </p>
      )}
    </li>
  );
}

function Decisions({ finding: { state, first }, onDecide }: Props) {
  if (state !== "open") return <Button onClick={() => onDecide("open")}>Open again</Button>;
  return (
    <div className="flex gap-2">
      <Button aria-label={`Dismiss what was found in ${first.title}`} onClick={() => onDecide("dismissed")}>
        Dismiss
      </Button>
      <Button
        aria-label={`Mark what was found in ${first.title} as resolved`}
        onClick={() => onDecide("resolved")}
      >
        Resolved
      </Button>
    </div>
  );
}

function Side({ side: { documentId, title, excerpt, value } }: { side: FindingSide }) {
  const { workspace } = useConsole();
  const at = value ? excerpt.indexOf(value) : -1;
  const ranges = value && at !== -1 ? [{ start: at, end: at + value.length }] : [];
  return (
    <div className="min-w-0">
      <Link
        href={documentPath(workspace, { documentId })}
        dir="auto"
        className="text-13 text-accent underline pointer-coarse:py-4 underline-offset-4 [overflow-wrap:anywhere]"
      >
        {title}
      </Link>
      {excerpt !== "" && (
        <blockquote
          dir="auto"
          className="mt-1 max-w-[72ch] border-line border-s-2 ps-3 [overflow-wrap:anywhere]"
        >
          <MarkedText text={excerpt} ranges={ranges} />
        </blockquote>
      )}
    </div>
  );
}
