"use client";

import Link from "next/link";
import { Button } from "@/components/ui/button.tsx";
import { type Gap, type GapPassage, type GapState, reasonsOf } from "@/lib/client/admin-gaps.ts";
import { documentPath, searchPath } from "@/lib/client/admin-paths.ts";
import { useConsole } from "./console-context.tsx";
import { LocalTime } from "./local-time.tsx";

type Props = { gap: Gap; onWrite: () => void; onChange: (state: GapState) => void };

/** One question in all its wordings: who asked, why it got no answer, what came nearest, and what to do. */
export function GapRow({ gap, onWrite, onChange }: Props) {
  const { workspace, canWrite } = useConsole();
  const { state, question, wordings, visitors, asked, lastAskedAt, nearest, found } = gap;
  const others = wordings.filter((wording) => wording !== question);
  return (
    <li className="grid gap-x-6 gap-y-2 border-line border-b py-3 focus-within:bg-accent-soft md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <h2 className="font-medium">
          <Link
            data-row
            dir="auto"
            href={`${searchPath(workspace)}?query=${encodeURIComponent(question)}`}
            className="[overflow-wrap:anywhere] hover:underline pointer-coarse:py-4 hover:underline-offset-4"
          >
            {question}
          </Link>
        </h2>
        <p className="mt-0.5 text-13 text-ink-2">
          <span className="tabular-nums">
            {visitors} {visitors === 1 ? "visitor" : "visitors"}, asked{" "}
            {asked === 1 ? "once" : `${asked} times`}
          </span>{" "}
          · last <LocalTime at={lastAskedAt} /> · {reasonsOf(gap).join(", ")}
        </p>
        {others.length > 0 && (
          <details className="mt-1 text-13">
            <summary className="w-fit pointer-coarse:py-3 cursor-pointer text-ink-2 hover:text-ink">
              {others.length === 1 ? "1 other wording" : `${others.length} other wordings`}
            </summary>
            <ul className="mt-1 list-disc space-y-0.5 ps-5">
              {others.map((wording) => (
                <li key={wording} dir="auto" className="[overflow-wrap:anywhere]">
                  {wording}
                </li>
              ))}
            </ul>
          </details>
        )}
        <p className="mt-1 text-13">
          {found ? (
            <>
              A search finds this now: <PassageLink passage={found} />
            </>
          ) : nearest ? (
            <>
              Nearest: <PassageLink passage={nearest} />
            </>
          ) : (
            <span className="text-ink-2">No passage comes near it.</span>
          )}
        </p>
      </div>
      {canWrite && (
        <div className="flex flex-wrap items-start gap-2">
          {state === "open" && found && (
            <Button
              look="primary"
              aria-label={`Count as answered: ${question}`}
              onClick={() => onChange("answered")}
            >
              Count as answered
            </Button>
          )}
          {state === "open" && (
            <>
              <Button aria-label={`Write a document for this: ${question}`} onClick={onWrite}>
                Write a document for this
              </Button>
              <Button look="plain" aria-label={`Dismiss: ${question}`} onClick={() => onChange("dismissed")}>
                Dismiss
              </Button>
            </>
          )}
          {state !== "open" && (
            <Button aria-label={`Open again: ${question}`} onClick={() => onChange("open")}>
              Open again
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function PassageLink({ passage: { documentId, passageId, title, excerpt } }: { passage: GapPassage }) {
  const { workspace } = useConsole();
  const words = excerpt
    .replace(/[#*_`|>]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return (
    <>
      {documentId ? (
        <Link
          href={documentPath(workspace, { documentId, ...(passageId && { passageId }) })}
          className="font-medium text-accent underline underline-offset-4"
        >
          {title}
        </Link>
      ) : (
        <span className="font-medium">{title} (deleted since)</span>
      )}
      <span className="text-ink-2">
        {" "}
        — {words.length > 110 ? `${words.slice(0, 110).replace(/\s+\S*$/u, "")}…` : words}
      </span>
    </>
  );
}
