"use client";

import { useSyncExternalStore } from "react";

const exactly = { dateStyle: "short", timeStyle: "medium" } as const;
const never = () => () => undefined;

/** `at` is a time, or a calendar day ("2026-11-21"), which is the same day everywhere. */
type Props = { at: string; precision?: "day" | "minute" };

/** A time in the operator's own words; the server, which does not know them, writes it as ISO 8601. */
export function LocalTime({ at, precision = "day" }: Props) {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(at);
  const zone = isDay ? { timeZone: "UTC" } : {};
  const time = precision === "minute" ? ({ timeStyle: "short" } as const) : {};
  const shown = useSyncExternalStore(
    never,
    () => new Intl.DateTimeFormat(undefined, { dateStyle: "medium", ...time, ...zone }).format(new Date(at)),
    () => at.slice(0, precision === "minute" ? 16 : 10).replace("T", " "),
  );
  const exact = useSyncExternalStore(
    never,
    () =>
      new Intl.DateTimeFormat(undefined, isDay ? { dateStyle: "full", ...zone } : exactly).format(
        new Date(at),
      ),
    () => at,
  );
  return (
    <time dateTime={at} title={exact}>
      {shown}
    </time>
  );
}
