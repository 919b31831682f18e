"use client";

import { TriangleAlert, X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button.tsx";
import type { FailedEntry } from "@/lib/client/admin-ingests.ts";
import { useConsole } from "./console-context.tsx";

type Props = { entry: FailedEntry; onRetry: () => void; onGiveUp: () => void };

/** What was handed in and is not in the knowledge base, with the reason and the ways on. */
export function FailedRow({ entry: { name, reason, canRetry }, onRetry, onGiveUp }: Props) {
  const { canWrite } = useConsole();
  return (
    <tr className="border-line border-b">
      <th scope="row" colSpan={2} className="max-w-0 px-3 py-2 text-start font-normal">
        <span className="[overflow-wrap:anywhere]">{name}</span>
        <p className="text-13">
          <span className="me-3 text-bad">{reason ?? "It could not be read."}</span>
          {canWrite && canRetry && (
            <button
              type="button"
              className="min-h-8 pointer-coarse:min-h-11 font-medium text-accent"
              onClick={onRetry}
            >
              Try again
            </button>
          )}
        </p>
      </th>
      <td className="hidden md:table-cell" />
      <td className="hidden w-24 px-3 text-13 sm:table-cell">
        <span className="inline-flex items-center gap-1 text-bad">
          <TriangleAlert aria-hidden size={13} /> Failed
        </span>
      </td>
      <td className="hidden sm:table-cell" />
      <td className="hidden lg:table-cell" />
      <td className="w-9">
        {canWrite && <IconButton label={`Give up ${name}`} icon={X} size="small" onClick={onGiveUp} />}
      </td>
    </tr>
  );
}
