"use client";

import { createContext, type ReactNode, use } from "react";
import { type DocumentUses, usesDays } from "@/lib/client/admin-uses.ts";
import { LocalTime } from "./local-time.tsx";

const UsesContext = createContext<DocumentUses>({});

/** When the documents below were last cited. */
export function DocumentUsesProvider({ uses, children }: { uses: DocumentUses; children: ReactNode }) {
  return <UsesContext value={uses}>{children}</UsesContext>;
}

/** A cell of the list: in how many answers the document was cited lately, or that it never was. */
export function DocumentUseCell({ documentId }: { documentId: string }) {
  const cited = use(UsesContext)[documentId];
  return (
    <td className="hidden w-32 whitespace-nowrap px-3 text-13 text-ink-2 lg:table-cell">
      {cited ? (
        <>
          <LocalTime at={cited.lastCitedAt} />
          {cited.citations > 0 && (
            <span title={`In ${answers(cited.citations)} of ${usesDays} days`}> · {cited.citations}×</span>
          )}
        </>
      ) : (
        "Never"
      )}
    </td>
  );
}

/** The heading above those cells. */
export function DocumentUseHeading() {
  return (
    <th scope="col" className="hidden px-3 text-start font-normal lg:table-cell">
      Last cited
    </th>
  );
}

/** The same on a document's own page, in words. */
export function DocumentUseLine({ documentId }: { documentId: string }) {
  const cited = use(UsesContext)[documentId];
  if (!cited) return <p className="text-13 text-ink-2">Never cited in an answer.</p>;
  return (
    <p className="text-13 text-ink-2">
      Last cited <LocalTime at={cited.lastCitedAt} /> · in {answers(cited.citations)} of the last {usesDays}{" "}
      days
    </p>
  );
}

function answers(count: number): string {
  return count === 1 ? "1 answer" : `${count} answers`;
}
