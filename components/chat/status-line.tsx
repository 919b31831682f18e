"use client";

import { useOnline } from "./use-online.ts";

/** What stands in the way of the next message, in one line above the composer. */
export function StatusLine({ sentence }: { sentence: string }) {
  const isOnline = useOnline();
  const shown = isOnline ? sentence : "No network. You can read on; what you write is kept.";
  return (
    <p role="status" className="pb-2 text-13 text-bad empty:pb-0 print:hidden">
      {shown}
    </p>
  );
}
