import { addressKey } from "./address-key.ts";
import { minuteCounter } from "./minute-counter.ts";
import { tooManyNewVisitors } from "./new-visitor-refusal.ts";
import { runtime } from "./runtime.ts";

/**
 * Counts a new visitor against NEW_VISITORS_PER_MINUTE_PER_IP; call it where one is about to be made. `address` is
 * the one server.ts saw, which no header of a client changes. Throws `rate_limited`.
 */
export async function admitNewVisitor(address: string): Promise<void> {
  const { isAdmitted, resetMs } = await reserveNewVisitor(address);
  if (isAdmitted) return;
  throw tooManyNewVisitors({ retryAfterSeconds: Math.max(1, Math.ceil(resetMs / 1000)) });
}

/**
 * The same for a request whose cookie may be of nobody (erased, revoked): counted before it is known, so that many at
 * once are no way around, and given back where the visitor was real.
 */
export async function reserveNewVisitor(
  address: string,
): Promise<{ isAdmitted: boolean; resetMs: number; giveBack(): void }> {
  const limit = runtime().settings.NEW_VISITORS_PER_MINUTE_PER_IP;
  if (limit === 0) return { isAdmitted: true, resetMs: 0, giveBack: () => undefined };
  const counter = minuteCounter("new-visitors");
  const key = addressKey(address);
  const { points, resetMs } = await counter.add(key);
  const giveBack = () => void counter.add(key, -1);
  if (points <= limit) return { isAdmitted: true, resetMs, giveBack };
  return { isAdmitted: false, resetMs, giveBack };
}
