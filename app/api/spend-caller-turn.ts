import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import type { Caller } from "@/lib/auth.ts";
import { runtime } from "@/lib/runtime.ts";
import { rememberTier, spendTurn } from "@/lib/turn-limit.ts";

/**
 * Counts a call against what the caller's tier allows a minute. By key and not by the person a program names: those
 * it may invent. Throws `rate_limited`.
 */
export async function spendCallerTurn({ by, tier }: Caller, { id, config }: LoadedWorkspace): Promise<void> {
  const person = { workspaceId: id, visitorId: JSON.stringify(by) };
  rememberTier(person, tier);
  await spendTurn(person, { tiers: config.tiers, readTier: async () => tier });
}

/** The tier of the people a caller names, until an operator sets another: a key's own, else that of every visitor. */
export function personTier({ by, tier }: Caller): string {
  return by.kind === "key" ? tier : runtime().settings.DEFAULT_TIER;
}
