import { AppError } from "./errors.ts";
import { minuteCounter, type Used } from "./minute-counter.ts";
import { runtime } from "./runtime.ts";
import type { TierName, Workspace } from "./workspace.ts";

/**
 * Turns a minute, by the tier of the person. The tier is in the database, and nothing is asked there before a turn
 * opens: it is remembered from the turn before. Of somebody not remembered, as many turns as the smallest tier allows
 * are let through unasked; only one more than that is worth a question.
 */

export type Allowance = { limit: number; used: number; resetMs: number };

/** A person as they are counted: the visitor and their workspace. */
type Person = { workspaceId: string; visitorId: string };

const mostRemembered = 10_000;
const freshMs = 60_000;

/**
 * Counts a turn and says what is left. `readTier` asks the database; undefined where the visitor is gone.
 * Throws `rate_limited`.
 */
export async function spendTurn(
  person: Person,
  { tiers, readTier }: { tiers: Workspace["tiers"]; readTier: () => Promise<string | undefined> },
): Promise<Allowance> {
  const key = keyOf(person);
  const { knownTiers, settings } = runtime();
  const used = await minuteCounter("turns").add(key);
  const smallest = Math.min(...Object.values(tiers).map(({ requestsPerMinute }) => requestsPerMinute));
  const known = knownTiers.get(key);
  const limit = limitOf(tiers, known?.tier ?? settings.DEFAULT_TIER);
  const isCertain = known ? used.points <= limit || isFresh(known) : used.points <= smallest;
  if (isCertain) return allow(used, limit);
  const tier = await readTier();
  if (tier !== undefined) rememberTier(person, tier);
  return allow(used, limitOf(tiers, tier ?? settings.DEFAULT_TIER));
}

/** Counts the turn by which somebody became a visitor, or refuses nobody: they were let in by their address. */
export function countFirstTurn(person: Person): void {
  // In memory it never rejects, and Redis has its insurance.
  void minuteCounter("turns").add(keyOf(person));
}

/** What the database said of somebody: their limit from now on. */
export function rememberTier(person: Person, tier: string): void {
  const { knownTiers } = runtime();
  if (knownTiers.size >= mostRemembered) knownTiers.clear();
  knownTiers.set(keyOf(person), { tier, readAt: Date.now() });
}

function isFresh({ readAt }: { readAt: number }): boolean {
  return Date.now() - readAt < freshMs;
}

/** Whether this process has seen them with a turn of theirs. */
export function isRemembered(person: Person): boolean {
  return runtime().knownTiers.has(keyOf(person));
}

/** After an erasure, a revoked cookie or a new tier. */
export function forgetTier(person: Person): void {
  runtime().knownTiers.delete(keyOf(person));
}

/** The limit of a tier; of one that the workspace does not know, that of the smallest known by the code. */
function limitOf(tiers: Workspace["tiers"], tier: string): number {
  return (tiers[tier as TierName] ?? tiers.free).requestsPerMinute;
}

/** Throws `rate_limited` with the headers of a limit that is used up; answers with the allowance otherwise. */
function allow({ points, resetMs }: Used, limit: number): Allowance {
  const allowance = { limit, used: points, resetMs };
  if (points <= limit) return allowance;
  const retryAfterSeconds = secondsOf(resetMs);
  throw new AppError("rate_limited", {
    message: `That was ${limit} messages within a minute. Wait ${retryAfterSeconds} s, then send this one again.`,
    retryAfterSeconds,
    headers: rateLimitHeaders(allowance),
  });
}

/** RateLimit fields for HTTP, draft-ietf-httpapi-ratelimit-headers-10: quota q a window of w seconds; r remaining, t s to the reset. */
export function rateLimitHeaders({ limit, used, resetMs }: Allowance): Record<string, string> {
  return {
    "ratelimit-policy": `"turns";q=${limit};w=60`,
    ratelimit: `"turns";r=${Math.max(0, limit - used)};t=${secondsOf(resetMs)}`,
  };
}

function secondsOf(resetMs: number): number {
  return Math.max(1, Math.ceil(resetMs / 1000));
}

function keyOf({ workspaceId, visitorId }: Person): string {
  return `${workspaceId}:${visitorId}`;
}
