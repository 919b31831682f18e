import { type Left, type RateLimit, rateLimitOf } from "./rate-limit-headers.ts";

/** No reset is believed beyond this. */
const longestRestMs = 5 * 60_000;

/** How busy an endpoint is and what its provider still lets it do. Time is milliseconds since the epoch. */
export type EndpointLoad = ReturnType<typeof newEndpointLoad>;

export function newEndpointLoad({
  weight = 1,
  now = Date.now,
}: {
  weight?: number;
  now?: () => number;
} = {}) {
  let running = 0;
  let restUntil = 0;
  let limit: RateLimit = {};

  return {
    /** Calls under way for its share. */
    busyness: () => running / weight,
    /** Whether the provider has ever said how many tokens are left, so that a request's have to be estimated. */
    countsTokens: () => limit.tokens !== undefined,
    /** How long it may not be asked for so many tokens; 0: it may. */
    restMs(tokens: number): number {
      const at = now();
      const until = Math.max(restUntil, spentUntil(limit.requests, 1), spentUntil(limit.tokens, tokens));
      return Math.min(Math.max(0, until - at), longestRestMs);
    },
    /** A call begins; what it takes is counted at once, since the provider's own count comes with its answer. */
    enter(tokens: number): () => void {
      running += 1;
      if (limit.requests) limit.requests.left -= 1;
      if (limit.tokens) limit.tokens.left -= tokens;
      return () => {
        running -= 1;
      };
    },
    /** It was told to wait. */
    rest(ms: number): void {
      restUntil = Math.max(restUntil, now() + ms);
    },
    /** The headers of an answer, good or bad. */
    observe(read: (name: string) => string | null | undefined): void {
      limit = { ...limit, ...rateLimitOf(read, now()) };
    },
  };

  /** Nothing left for this until then. A request larger than the whole limit is let through once it is full again. */
  function spentUntil(left: Left | undefined, needed: number): number {
    return left && left.left < needed && left.resetAt > now() ? left.resetAt : 0;
  }
}
