"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

type Props = { at: string; precision?: "day" | "minute" };

/** A time in the operator's own words; the server, which does not know them, writes it as ISO 8601. */
export function LocalTime({ at, precision = "day" }: Props) {
  const time = precision === "minute" ? ({ timeStyle: "short" } as const) : {};
  const shown = useSyncExternalStore(
    never,
    () => new Intl.DateTimeFormat(undefined, { dateStyle: "medium", ...time }).format(new Date(at)),
    () => at.slice(0, precision === "minute" ? 16 : 10).replace("T", " "),
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
