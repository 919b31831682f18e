import { AppError } from "../errors.ts";

export type Period = { from: Date; to: Date };

const dayMs = 24 * 60 * 60 * 1000;
const longestMs = 800 * dayMs;
/** With these as ends, whatever is reckoned from them has a year of four digits. */
const earliest = Date.UTC(1970, 0, 1);
const latest = Date.UTC(9999, 11, 31);
const form = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * The period that `from` and `to` name: ISO 8601 days or times (UTC); a day as `to` is meant to its end. Without
 * `from` it begins 30 days before its end, without `to` it ends now. Throws `invalid_request` with the field.
 */
export function readPeriod(query: URLSearchParams, now: number): Period {
  const to = read(query, "to", dayMs) ?? new Date(now);
  const from = read(query, "from", 0) ?? new Date(to.getTime() - 30 * dayMs);
  if (from >= to) throw refusal("from", "Must be before `to`.");
  if (to.getTime() - from.getTime() > longestMs)
    throw refusal("from", "The period may have at most 800 days.");
  return { from, to };
}

function read(query: URLSearchParams, field: "from" | "to", wholeDayMs: number): Date | undefined {
  const text = query.get(field);
  if (text === null || text === "") return undefined;
  const time = form.test(text) ? Date.parse(text) : Number.NaN;
  const isDay = text.length === 10;
  // What rolls over (30 February) is no day, and nothing was used in a year that databases write otherwise.
  const isReal =
    time >= earliest && time < latest && (!isDay || new Date(time).toISOString().startsWith(text));
  if (!isReal) throw refusal(field, "Must be a day (2026-11-21) or a time (2026-11-21T08:00:00Z).");
  return new Date(isDay ? time + wholeDayMs : time);
}

function refusal(field: string, message: string): AppError {
  return new AppError("invalid_request", { message, field });
}
