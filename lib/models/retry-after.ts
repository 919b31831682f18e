/** No provider's wish is believed beyond this: a day. */
const longestMs = 86_400_000;

/**
 * How long a provider asked us to wait, in milliseconds: `retry-after-ms`, or `retry-after` in seconds or as a
 * date (against `now`, milliseconds since 1970). Undefined when it said nothing that can be read.
 */
export function retryAfterMs(headers: Headers | undefined, now: number = Date.now()): number | undefined {
  const inMs = numberIn(headers?.get("retry-after-ms"));
  if (inMs !== undefined) return clamp(inMs);

  const after = headers?.get("retry-after");
  const seconds = numberIn(after);
  if (seconds !== undefined) return clamp(seconds * 1000);

  const date = Date.parse(after ?? "");
  return Number.isNaN(date) ? undefined : clamp(date - now);
}

function numberIn(text: string | null | undefined): number | undefined {
  const value = Number.parseFloat(text ?? "");
  return Number.isFinite(value) && /^\s*[\d.]+\s*$/.test(text ?? "") ? value : undefined;
}

function clamp(ms: number): number {
  return Math.min(Math.max(Math.round(ms), 0), longestMs);
}
