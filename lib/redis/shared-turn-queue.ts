import { RepeatedTurn } from "../ai/turn-key.ts";
import type { Entering, Place, TurnQueue, Waiting } from "../ai/turn-queue.ts";
import {
  longestWaitMs,
  stoppedWhileWaiting,
  superseded,
  tooLongTogether,
  waitedTooLong,
} from "../ai/waiting-refusals.ts";
import { AppError } from "../errors.ts";
import type { RedisPair } from "./connection.ts";
import { heldPlaces } from "./held-places.ts";
import { sharedLine } from "./shared-line.ts";
import { newWaiter, type Waiter } from "./waiter.ts";

/** A chain of joined messages is short: each was one that waited. */
const mostHops = 20;

/**
 * The queue of all instances on one Redis. While Redis is away it is `local`, the queue of this process, which knows
 * of every turn that runs here.
 */
export function sharedTurnQueue({ redis, local }: { redis: RedisPair; local: TurnQueue }): TurnQueue {
  const line = sharedLine(redis);
  const hold = heldPlaces({ redis, line, local });
  const waiters = new Map<string, Waiter>();
  const counts = { merged: 0, cancelled: 0, waited: 0, waitedMs: 0 };
  line.listen((turnId) => waiters.get(turnId)?.wake());

  async function enterShared(person: string, entering: Entering, waiting: Waiting): Promise<Place> {
    const tried = await line.enter("try", person, entering);
    if (tried.outcome === "run") return hold(person, entering);
    if (tried.outcome === "repeat") throw new RepeatedTurn({ turnId: tried.turnId });
    await waiting.beforeWaiting?.();
    const entered = await line.enter("wait", person, entering);
    if (entered.outcome === "run") return hold(person, entering);
    if (entered.outcome === "repeat") throw new RepeatedTurn({ turnId: entered.turnId });
    // Only a try ends as "busy": what else is left is "long".
    if (entered.outcome !== "wait") throw tooLongTogether();
    const speaksForOthers = entered.superseded !== "";
    if (speaksForOthers) {
      counts.merged += 1;
      line.wake(entered.superseded);
    }
    return wait(person, entering.turnId, { signal: waiting.signal, speaksForOthers });
  }

  async function wait(
    person: string,
    turnId: string,
    { signal, speaksForOthers }: { signal: AbortSignal; speaksForOthers: boolean },
  ): Promise<Place> {
    const since = Date.now();
    const onDrop = () => {
      counts.cancelled += 1;
      line.drop(person, turnId);
    };
    const waiter = newWaiter({ speaksForOthers, onDrop });
    waiters.set(turnId, waiter);
    const onAbort = () => waiter.drop(stoppedWhileWaiting());
    signal.addEventListener("abort", onAbort);
    const limit = setTimeout(() => waiter.drop(waitedTooLong()), longestWaitMs).unref();
    try {
      const place = await advance(person, turnId, { waiter, signal });
      counts.waited += 1;
      counts.waitedMs += Date.now() - since;
      return place;
    } finally {
      clearTimeout(limit);
      signal.removeEventListener("abort", onAbort);
      waiters.delete(turnId);
    }
  }

  async function advance(
    person: string,
    turnId: string,
    { waiter, signal }: { waiter: Waiter; signal: AbortSignal },
  ): Promise<Place> {
    for (;;) {
      if (signal.aborted) throw stoppedWhileWaiting();
      const advanced = await Promise.race([waiter.dropped, line.advance(person, turnId)]);
      if (advanced.outcome === "run") return hold(person, { turnId, ...advanced });
      if (advanced.outcome === "gone") throw await whyGone(turnId);
      await waiter.rest();
    }
  }

  async function whyGone(turnId: string): Promise<AppError> {
    const by = await line.answeredBy(turnId);
    return by ? superseded(by) : waitedTooLong();
  }

  return {
    async enter(person, entering, waiting) {
      if (waiting.signal.aborted) throw stoppedWhileWaiting();
      if (!redis.isUp()) return local.enter(person, entering, waiting);
      try {
        return await enterShared(person, entering, waiting);
      } catch (error) {
        if (error instanceof AppError || error instanceof RepeatedTurn) throw error;
        return local.enter(person, entering, waiting);
      }
    },
    occupy(person, entering) {
      line.occupy(person, entering);
      return hold(person, entering);
    },
    readerLeft(turnId) {
      const waiter = waiters.get(turnId);
      if (waiter && !waiter.speaksForOthers) waiter.drop(stoppedWhileWaiting());
      local.readerLeft(turnId);
    },
    async answering(turnId) {
      let last = await local.answering(turnId);
      if (!redis.isUp()) return last;
      for (let hops = 0; hops < mostHops; hops += 1) {
        const next = await line.answeredBy(last).catch(() => null);
        if (!next) return last;
        last = next;
      }
      return last;
    },
    stats() {
      const here = local.stats();
      return {
        running: here.running,
        waiting: here.waiting + waiters.size,
        merged: here.merged + counts.merged,
        cancelled: here.cancelled + counts.cancelled,
        averageWaitMs: counts.waited > 0 ? Math.round(counts.waitedMs / counts.waited) : here.averageWaitMs,
      };
    },
  };
}
