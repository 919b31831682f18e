import { retryAfterMs } from "../models/retry-after.ts";
import { type Ask, askOnce, type WebAnswer } from "./ask-once.ts";
import { siteFailure } from "./web-refusal.ts";
import type { WebWorld } from "./web-world.ts";

/**
 * Asks when it is this reader's turn at the host. A site that is busy (429, 503) and says when to come back is asked
 * once more then, its turn held meanwhile; one that wants to be left alone for longer is. Throws as askOnce does.
 */
export async function askPatiently(
  { gapMs, ...ask }: Ask & { gapMs: number },
  world: WebWorld,
): Promise<WebAnswer> {
  const { url, signal } = ask;
  return world.turns.take(url.hostname, { gapMs, signal }, async () => {
    const first = await askOnce(ask, world);
    const restMs = isBusy(first) ? retryAfterMs(first.headers) : undefined;
    if (restMs === undefined) return first;
    if (restMs > world.limits.longestRetryAfterMs) {
      throw siteFailure(`${url.hostname} asks to be left alone for ${inWords(restMs)}; try again then.`);
    }
    await world.pause(Math.max(restMs, gapMs), signal);
    return askOnce(ask, world);
  });
}

function isBusy({ status }: WebAnswer): boolean {
  return status === 429 || status === 503;
}

function inWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
