"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button.tsx";
import type { StoredDocument } from "@/lib/client/admin-knowledge.ts";
import { layOutPassages } from "@/lib/client/admin-lay-out-passages.ts";
import { knowledgePath } from "@/lib/client/admin-paths.ts";
import { safeLink } from "@/lib/client/safe-link.ts";
import { useConsole } from "./console-context.tsx";
import { useDeletions } from "./deletions-provider.tsx";
import { DocumentUseLine } from "./document-uses.tsx";
import { LocalTime } from "./local-time.tsx";
import { PassageList } from "./passage-list.tsx";
import { PassageStretch } from "./passage-stretch.tsx";
import { SampleMark } from "./sample-mark.tsx";
import { useShortcuts } from "./use-shortcuts.ts";
import { VersionsLink } from "./versions-link.tsx";

/** A document as the search sees it: its stored text, cut into passages. */
export function DocumentView({ document }: { document: StoredDocument }) {
  const { workspace, canWrite } = useConsole();
  const { remove } = useDeletions();
  const router = useRouter();
  const goBack = () => router.push(knowledgePath(workspace));
  const deleteThis = () => {
    remove(document);
    goBack();
  };
  useShortcuts({ b: goBack, ...(canWrite && { Delete: deleteThis }) });

  return (
    <div className="px-4 py-5 sm:px-6">
      <Link
        href={knowledgePath(workspace)}
        aria-keyshortcuts="b"
        className="inline-flex min-h-8 pointer-coarse:min-h-11 items-center gap-1 text-13 text-ink-2 hover:text-ink"
      >
        <ArrowLeft aria-hidden size={14} className="rtl:rotate-180" /> Knowledge
      </Link>
      <header className="mt-1 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="max-w-[72ch] text-balance font-serif text-28 [overflow-wrap:anywhere]">
            <bdi>{document.title}</bdi>
          </h1>
          <DocumentFacts document={document} />
          <DocumentUseLine documentId={document.id} />
        </div>
        <div className="flex flex-wrap gap-2">
          <VersionsLink documentId={document.id} />
          {canWrite && <Button onClick={deleteThis}>Delete document</Button>}
        </div>
      </header>
      <div className="mt-5 gap-10 border-line border-t pt-5 xl:grid xl:grid-cols-[minmax(0,46rem)_minmax(0,18rem)]">
        <article aria-label="Text with its passages" className="min-w-0">
          {layOutPassages(document.content, document.passages).map((stretch) => (
            <PassageStretch key={`${stretch.kind}-${stretch.start}`} stretch={stretch} />
          ))}
        </article>
        <PassageList passages={document.passages} />
      </div>
    </div>
  );
}

function DocumentFacts({ document }: { document: StoredDocument }) {
  const { passages, tags, url, sample, status, error } = document;
  const tokens = passages.reduce((sum, passage) => sum + passage.tokens, 0);
  const link = safeLink(url ?? undefined);
  return (
    <>
      <p className="mt-1 text-13 text-ink-2">
        {passages.length === 1 ? "1 passage" : `${passages.length} passages`} · {tokens.toLocaleString("en")}{" "}
        tokens · updated <LocalTime at={document.updatedAt} />
        {sample && (
          <>
            {" "}
            <SampleMark />
          </>
        )}
      </p>
      {tags.length > 0 && <p className="text-13 text-ink-2">Tags: {tags.join(", ")}</p>}
      {link && (
        <p className="text-13">
          <a
            className="text-accent underline underline-offset-4 [overflow-wrap:anywhere]"
            href={link}
            target="_blank"
            rel="noreferrer"
          >
            {link}
          </a>
        </p>
      )}
      {status === "failed" && (
        <p className="mt-1 text-bad">It could not be indexed: {error ?? "no reason was kept."}</p>
      )}
      {status === "ready" && error && (
        <p className="mt-1 text-bad">A newer text was handed in and could not be read: {error}</p>
      )}
    </>
  );
}
