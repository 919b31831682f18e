/** What a provider says is left until `resetAt` (milliseconds since the epoch). */
export type Left = { left: number; resetAt: number };
export type RateLimit = { requests?: Left; tokens?: Left };

/** `name`: what is left, and when it is filled up again. OpenAI's and those that speak like it first, then Anthropic's. */
const requestHeaders = [
  ["x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"],
  ["anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"],
] as const;
const tokenHeaders = [
  ["x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"],
  ["anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"],
  ["anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset"],
] as const;

type Read = (name: string) => string | null | undefined;

/** The provider's own count of what is left, from any answer's headers; empty where it says nothing readable. */
export function rateLimitOf(read: Read, now: number): RateLimit {
  const requests = leftOf(requestHeaders, read, now);
  const tokens = leftOf(tokenHeaders, read, now);
  return { ...(requests && { requests }), ...(tokens && { tokens }) };
}

function leftOf(names: readonly (readonly [string, string])[], read: Read, now: number): Left | undefined {
  for (const [remaining, reset] of names) {
    const left = Number.parseInt(read(remaining) ?? "", 10);
    const resetAt = resetTime(read(reset) ?? "", now);
    if (left >= 0 && resetAt !== null) return { left, resetAt };
  }
  return undefined;
}

/** `6m0s`, `1.5s`, `20ms` and bare seconds from now, or a date. */
function resetTime(text: string, now: number): number | null {
  if (/^\d+(\.\d+)?$/.test(text)) return now + Number(text) * 1_000;
  if (/^(\d+(\.\d+)?(ms|[smhd]))+$/.test(text)) return now + durationMs(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : date;
}

const unitMs: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function durationMs(text: string): number {
  let ms = 0;
  for (const [, amount, unit = ""] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g))
    ms += Number(amount) * (unitMs[unit] ?? 0);
  return ms;
}
