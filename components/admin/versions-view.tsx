"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import type { TextDiff } from "@/lib/admin/versions/diff-texts.ts";
import type { VersionSummary } from "@/lib/admin/versions/version.ts";
import { callAdmin } from "@/lib/client/admin-api.ts";
import { documentPath, versionsPath } from "@/lib/client/admin-paths.ts";
import { useConsole } from "./console-context.tsx";
import { DiffText } from "./diff-text.tsx";
import { Failure } from "./failure.tsx";
import { LocalTime } from "./local-time.tsx";

type Props = {
  documentId: string;
  /** The newest first. */
  versions: VersionSummary[];
  shown: number;
  /** The version that the shown one is compared with. */
  before: number | null;
  diff: TextDiff;
};

/** The texts that a document has and had, and what changed from one to the next. */
export function VersionsView({ documentId, versions, shown, before, diff }: Props) {
  const { workspace, canWrite } = useConsole();
  const router = useRouter();
  const [isRestoring, setIsRestoring] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const version = versions.find((one) => one.version === shown);

  const restore = async () => {
    setIsRestoring(true);
    setError(null);
    try {
      await callAdmin(workspace, `documents/${documentId}/restore`, {
        method: "POST",
        body: { version: shown },
      });
      router.push(versionsPath(workspace, { documentId }));
      router.refresh();
    } catch (failure) {
      setError(failure);
    } finally {
      setIsRestoring(false);
    }
  };

  return (
    <div className="px-4 py-5 sm:px-6">
      <Link
        href={documentPath(workspace, { documentId })}
        className="inline-flex min-h-8 pointer-coarse:min-h-11 items-center gap-1 text-13 text-ink-2 hover:text-ink"
      >
        <ArrowLeft aria-hidden size={14} className="shrink-0 rtl:rotate-180" />
        <bdi className="line-clamp-2 [overflow-wrap:anywhere]">{versions[0]?.title}</bdi>
      </Link>
      <h1 className="mt-1 font-serif text-28">Versions</h1>
      <div className="mt-5 grid gap-x-10 gap-y-6 lg:grid-cols-[18rem_minmax(0,1fr)]">
        <VersionList documentId={documentId} versions={versions} shown={shown} />
        <section aria-labelledby="shown" className="min-w-0 border-line border-t pt-3">
          <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
            <h2 id="shown" className="font-medium">
              {before === null
                ? `Version ${shown}, the first that is kept`
                : `Version ${shown}, with what changed since version ${before}`}
            </h2>
            {canWrite && version && !version.current && (
              <Button disabled={isRestoring} onClick={() => void restore()}>
                {isRestoring ? "Restoring…" : `Restore version ${shown}`}
              </Button>
            )}
          </header>
          {error !== null && <Failure error={error} onRetry={() => void restore()} />}
          <DiffText diff={diff} />
        </section>
      </div>
    </div>
  );
}

function VersionList({ documentId, versions, shown }: Pick<Props, "documentId" | "versions" | "shown">) {
  const { workspace } = useConsole();
  return (
    <nav aria-label="Versions">
      <ol>
        {versions.map(({ version, title, writtenAt, writtenBy, characters, current }) => (
          <li key={version} className="border-line border-t">
            <Link
              href={versionsPath(workspace, { documentId, version })}
              aria-current={version === shown ? "page" : undefined}
              className="block px-2 py-2 hover:bg-accent-soft aria-[current]:bg-accent-soft"
            >
              <span className="font-medium">Version {version}</span>
              {current && <span className="text-13 text-ink-2"> · the present text</span>}
              <span dir="auto" className="block truncate text-start text-13 text-ink-2">
                {title}
              </span>
              <span className="block text-13 text-ink-2">
                <LocalTime at={writtenAt} precision="minute" /> · {writtenBy ?? "by a program"} ·{" "}
                {characters.toLocaleString("en")} characters
              </span>
            </Link>
          </li>
        ))}
      </ol>
      {versions.length === 1 && (
        <p className="border-line border-t px-2 py-2 text-13 text-ink-2">
          When the text changes, this one is kept here and can be restored.
        </p>
      )}
    </nav>
  );
}
