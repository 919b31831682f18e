"use client";

import Link from "next/link";
import { versionsPath } from "@/lib/client/admin-paths.ts";
import { useConsole } from "./console-context.tsx";

/** From a document to the texts it had before. */
export function VersionsLink({ documentId }: { documentId: string }) {
  const { workspace } = useConsole();
  return (
    <Link
      href={versionsPath(workspace, { documentId })}
      className="inline-flex min-h-9 pointer-coarse:min-h-11 items-center rounded-6 border border-line-2 px-3 font-medium hover:border-ink"
    >
      Versions
    </Link>
  );
}
