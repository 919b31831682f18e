"use client";

import { useEffect, useRef, useState } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { Button } from "@/components/ui/button.tsx";
import { ScrollBox } from "@/components/ui/scroll-box.tsx";
import { Sheet } from "@/components/ui/sheet.tsx";
import { TextSkeleton } from "@/components/ui/skeleton.tsx";
import { callJson } from "@/lib/client/api-client.ts";
import { markRanges } from "@/lib/client/mark-ranges.ts";
import { safeLink } from "@/lib/client/safe-link.ts";
import { type OpenedSource, useChat } from "./chat-context.tsx";

type DocumentText = { id: string; title: string; url?: string | null; text: string; sample: boolean };
type Reading = { documentId: string; document: DocumentText | "failed" };

/** A cited document, whole, with the cited words marked and in view. */
export function SourceSheet({ source, onClose }: { source: OpenedSource | null; onClose: () => void }) {
  const { slug } = useChat().workspace;
  const [reading, setReading] = useState<Reading | null>(null);
  const [attempt, setAttempt] = useState(0);
  const documentId = source?.documentId;

  useEffect(() => {
    if (documentId === undefined) return;
    const controller = new AbortController();
    const path = `/api/documents/${encodeURIComponent(documentId)}?try=${attempt}`;
    callJson<DocumentText>(slug, path, { signal: controller.signal }).then(
      (document) => setReading({ documentId, document }),
      () => controller.signal.aborted || setReading({ documentId, document: "failed" }),
    );
    return () => controller.abort();
  }, [slug, documentId, attempt]);

  const document = reading?.documentId === documentId ? reading?.document : undefined;
  const isSample = typeof document === "object" && document.sample;
  return (
    <Sheet
      title={source?.title ?? "Source"}
      room="reading"
      {...(isSample && { description: "Sample data: the company and its claims are invented." })}
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
      {typeof document === "object" && source && <DocumentView document={document} source={source} />}
    </Sheet>
  );
}

function DocumentView({ document, source }: { document: DocumentText; source: OpenedSource }) {
  const text = useRef<HTMLDivElement>(null);
  const address = safeLink(document.url ?? undefined);
  const repeatsTitle = document.text.trimStart().startsWith(`# ${source.title}`);

  useEffect(() => {
    text.current?.querySelector("mark")?.scrollIntoView({ block: "center" });
  }, []);

  return (
    <div
      ref={text}
      dir="auto"
      className={`prose-answer ${repeatsTitle ? "[&>h3:first-of-type]:hidden" : ""}`}
    >
      {address && (
        <p>
          <a href={address} target="_blank" rel="noopener noreferrer">
            Where it was published
          </a>
        </p>
      )}
      <ReactMarkdown
        remarkPlugins={[[remarkGfm, { singleTilde: false }]]}
        rehypePlugins={[() => markRanges(source.ranges)]}
        components={components}
        urlTransform={(link) => safeLink(link) ?? ""}
      >
        {document.text}
      </ReactMarkdown>
    </div>
  );
}

const components: Components = {
  h1: "h3",
  h2: "h3",
  img: ({ alt }) => <>{alt}</>,
  a: ({ href, children }) =>
    href ? (
      <a href={href} target="_blank" rel="noopener noreferrer">
        {children}
      </a>
    ) : (
      children
    ),
  table: ({ children }) => (
    <ScrollBox label="Table" className="table-frame">
      <table>{children}</table>
    </ScrollBox>
  ),
};
