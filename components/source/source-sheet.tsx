"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Sheet } from "@/components/ui/sheet.tsx";
import { TextSkeleton } from "@/components/ui/skeleton.tsx";
import { ApiFailure, callJson } from "@/lib/client/api-client.ts";
import { type CitedPlace, findPlaces, type PageStart, pagesOf } from "@/lib/client/cited-places.ts";
import { Excerpts } from "./excerpts.tsx";
import { SourceDocument } from "./source-document.tsx";

/** A document to read, with the words that were cited from it. */
export type OpenedSource = { documentId: string; title: string; places: CitedPlace[] };

type DocumentText = {
  id: string;
  title: string;
  url?: string | null;
  text: string;
  sample: boolean;
  pages?: PageStart[] | null;
};
type Reading = { documentId: string; document: DocumentText | "failed" | "gone" };

type Props = { slug: string; source: OpenedSource | null; onClose: () => void };

/** A cited document, whole, with the cited words marked and in view; for anybody who was shown the citation. */
export function SourceSheet({ slug, source, onClose }: Props) {
  const [reading, setReading] = useState<Reading | null>(null);
  const [attempt, setAttempt] = useState(0);
  const documentId = source?.documentId;

  useEffect(() => {
    if (documentId === undefined) return;
    const controller = new AbortController();
    const path = `/api/documents/${encodeURIComponent(documentId)}?try=${attempt}`;
    callJson<DocumentText>(slug, path, { signal: controller.signal }).then(
      (document) => setReading({ documentId, document }),
      (failure: unknown) => {
        const isGone = failure instanceof ApiFailure && failure.code === "not_found";
        if (!controller.signal.aborted) setReading({ documentId, document: isGone ? "gone" : "failed" });
      },
    );
    return () => controller.abort();
  }, [slug, documentId, attempt]);

  const document = reading?.documentId === documentId ? reading?.document : undefined;
  const places =
    typeof document === "object" && source ? findPlaces(document.text, source.places) : undefined;
  const notes = typeof document === "object" ? notesOn(document, places?.ranges ?? []) : [];
  return (
    <Sheet
      title={source?.title ?? "Source"}
      room="reading"
      {...(notes.length > 0 && { description: notes.join(" ") })}
      isOpen={source !== null}
      onClose={onClose}
    >
      {document === undefined && <TextSkeleton label="Reading the source" lines={8} />}
      {document === "failed" && (
        <>
          <p className="mb-3">The source could not be read.</p>
          <Button onClick={() => setAttempt(attempt + 1)}>Try again</Button>
        </>
      )}
      {document === "gone" && source && (
        <>
          <p>This document has been taken down since the answer was written. These are the words it cited:</p>
          <Excerpts excerpts={source.places.map(({ excerpt }) => excerpt)} />
        </>
      )}
      {typeof document === "object" && source && places && (
        <>
          {places.missing.length > 0 && (
            <div className="mb-5 border-line-2 border-s-2 ps-3">
              <p>This document was changed since the answer was written. It no longer has these words:</p>
              <Excerpts excerpts={places.missing} />
            </div>
          )}
          <SourceDocument document={document} title={source.title} ranges={places.ranges} />
        </>
      )}
    </Sheet>
  );
}

function notesOn(document: DocumentText, ranges: readonly { start: number; end: number }[]): string[] {
  const pages = pagesOf(ranges, document.pages);
  return [
    ...(pages.length > 0 ? [`Cited from page ${pages.join(", ")}.`] : []),
    ...(document.sample ? ["Sample data: the company and its claims are invented."] : []),
  ];
}
