import { createHash, randomBytes } from "node:crypto";
import type { Call } from "./db/call.ts";
import type { TierName } from "./workspace.ts";

/** What a key may be used for. `admin` includes the others; it reads and changes, and makes no keys. */
export const scopes = ["chat", "generate", "read", "admin"] as const;
export type Scope = (typeof scopes)[number];

/** Whose key it is. */
export type FoundKey = { keyId: string; workspaceSlug: string; scopes: Scope[]; tier: TierName };

/** By this a key is known for one where it should not be: in a log, in a repository. */
const keyPrefix = "bg_live_";
const shownCharacters = 4;

/** A new key of 256 random bits. Only `hash` and `hint` are stored; the key itself is shown once. */
export function newApiKey(): { key: string; hash: string; hint: string } {
  const key = keyPrefix + randomBytes(32).toString("base64url");
  return { key, hash: hashKey(key), hint: `${key.slice(0, keyPrefix.length + shownCharacters)}…` };
}

/**
 * How long this process goes on believing a key without asking. Revoking one here forgets it at once; another
 * instance on the same database believes it for these two seconds at most.
 */
const rememberMs = 2_000;
const mostRemembered = 1_000;

type Memory = { found: Map<string, { key: FoundKey; until: number }>; revocations: number };

const symbol = Symbol.for("bevgenie.api-keys");
const holder = globalThis as { [symbol]?: Memory };

function memory(): Memory {
  holder[symbol] ??= { found: new Map(), revocations: 0 };
  return holder[symbol];
}

/**
 * The key's owner, or null for none and for a revoked one. It is looked up by its hash, so how long that takes
 * tells nothing of how near a guess came. `now` in milliseconds.
 */
export async function findApiKey(
  given: string,
  { call, now = Date.now }: { call: Call; now?: () => number },
): Promise<FoundKey | null> {
  if (!given.startsWith(keyPrefix) || given.length > 100) return null;
  const hash = hashKey(given);
  const { found, revocations } = memory();
  const kept = found.get(hash);
  if (kept && kept.until > now()) return kept.key;
  const key = await call<FoundKey | null>("find_api_key", { p_hash: hash });
  // An answer from before a revocation is not remembered after it.
  if (key && memory().revocations === revocations) remember(hash, { key, until: now() + rememberMs });
  return key;
}

function remember(hash: string, kept: { key: FoundKey; until: number }): void {
  const { found } = memory();
  if (found.size >= mostRemembered) found.clear();
  found.set(hash, kept);
}

/** A revoked key is worth nothing from now on in this process. Call it once the database knows. */
export function forgetApiKey(hash: string): void {
  memory().revocations += 1;
  memory().found.delete(hash);
}

function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
