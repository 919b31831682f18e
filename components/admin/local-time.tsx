"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** A day in the operator's own words; the server, which does not know them, writes it as ISO 8601. */
export function LocalTime({ at }: { at: string }) {
  const shown = useSyncExternalStore(
    never,
    () => new Intl.DateTimeFormat(undefined, { dateStyle: "medium" }).format(new Date(at)),
    () => at.slice(0, 10),
  );
  const exact = useSyncExternalStore(
    never,
    () => new Date(at).toLocaleString(),
    () => at,
  );
  return (
    <time dateTime={at} title={exact}>
      {shown}
    </time>
  );
}
