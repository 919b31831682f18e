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

/** What stands in the line: the message with what was joined to it, which Redis may lose and this process does not. */
type Standing = {
  entering: Entering;
  speaksForOthers: boolean;
  /** What `beforeWaiting` threw: no fault of Redis. */
  refusal?: unknown;
};

/**
 * The queue of all instances on one Redis. While Redis is away it is `local`, the queue of this process, which knows
 * of every turn that runs here; whoever waits in that one is not overtaken when Redis is back.
 */
export function sharedTurnQueue({ redis, local }: { redis: RedisPair; local: TurnQueue }): TurnQueue {
  const line = sharedLine(redis);
  const { hold, renewAll } = heldPlaces({ redis, line });
  const waiters = new Map<string, Waiter>();
  /** Of each person, how many are in `local` to wait for their turn. */
  const apart = new Map<string, number>();
  const counts = { merged: 0, cancelled: 0, waited: 0, waitedMs: 0 };
  line.listen((turnId) => waiters.get(turnId)?.wake());

  const holdHere = (person: string, entering: Entering) =>
    hold({ person, entering, here: local.occupy(person, entering) });

  /** A place, or where the message stands: one that waits, with what `standing` then says. */
  async function take(
    step: "try" | "wait",
    person: string,
    standing: Standing,
  ): Promise<Place | "busy" | "waits"> {
    const entered = await line.enter(step, person, standing.entering);
    if (entered.outcome === "repeat") throw new RepeatedTurn({ turnId: entered.turnId });
    if (entered.outcome !== "wait") {
      if (entered.outcome === "long") throw tooLongTogether();
      return entered.outcome === "run" ? holdHere(person, standing.entering) : "busy";
    }
    const { superseded: earlier, message, keys } = entered;
    standing.entering = { ...standing.entering, message, keys };
    if (earlier === "") return "waits";
    standing.speaksForOthers = true;
    counts.merged += 1;
    line.wake(earlier);
    return "waits";
  }

  async function enterShared(person: string, standing: Standing, waiting: Waiting): Promise<Place> {
    const tried = await take("try", person, standing);
    if (typeof tried === "object") return tried;
    await waiting.beforeWaiting?.().catch((error: unknown) => {
      standing.refusal = error;
      throw error;
    });
    const entered = await take("wait", person, standing);
    return typeof entered === "object" ? entered : wait(person, standing, waiting);
  }

  async function wait(person: string, standing: Standing, { signal, isRead }: Waiting): Promise<Place> {
    const { turnId } = standing.entering;
    const since = Date.now();
    const waiter = newWaiter(standing);
    waiters.set(turnId, waiter);
    const onAbort = () => waiter.drop(stoppedWhileWaiting());
    signal.addEventListener("abort", onAbort);
    if (signal.aborted || (isRead?.() === false && !standing.speaksForOthers)) onAbort();
    const limit = setTimeout(() => waiter.drop(waitedTooLong()), longestWaitMs).unref();
    try {
      const place = await advance(person, standing, waiter);
      counts.waited += 1;
      counts.waitedMs += Date.now() - since;
      return place;
    } catch (error) {
      throw error instanceof AppError ? await givenUp(person, turnId, error) : error;
    } finally {
      clearTimeout(limit);
      signal.removeEventListener("abort", onAbort);
      waiters.delete(turnId);
    }
  }

  async function advance(person: string, standing: Standing, waiter: Waiter): Promise<Place> {
    const { turnId } = standing.entering;
    for (;;) {
      const advanced = await Promise.race([waiter.dropped, line.advance(person, turnId)]);
      if (advanced.outcome === "run") return holdHere(person, { turnId, ...advanced });
      if (advanced.outcome === "wait") {
        await waiter.rest();
        continue;
      }
      const by = await line.answeredBy(turnId);
      if (by) throw superseded(by);
      // Redis has lost the line; this process knows what stood in it, and what runs.
      renewAll();
      const again = await take("wait", person, standing);
      waiter.speaksForOthers ||= standing.speaksForOthers;
      if (typeof again === "object") return again;
    }
  }

  /** Out of the line. Where another took the place before that, its words are answered all the same: that is said. */
  async function givenUp(person: string, turnId: string, error: AppError): Promise<AppError> {
    if (error.code === "superseded") return error;
    await line.leave(person, turnId);
    const by = await line.answeredBy(turnId).catch(() => null);
    if (by) return superseded(by);
    counts.cancelled += 1;
    return error;
  }

  /** In this process alone; Redis is told of the turn that runs as soon as it hears again. */
  async function enterLocal(person: string, standing: Standing, waiting: Waiting): Promise<Place> {
    apart.set(person, (apart.get(person) ?? 0) + 1);
    try {
      const place = await local.enter(person, standing.entering, {
        ...waiting,
        speaksForOthers: standing.speaksForOthers,
      });
      const { message, keys } = place;
      const entering = { turnId: standing.entering.turnId, message, keys };
      line.renew(person, entering);
      return hold({ person, entering, here: place });
    } finally {
      const others = (apart.get(person) ?? 1) - 1;
      if (others > 0) apart.set(person, others);
      else apart.delete(person);
    }
  }

  return {
    async enter(person, entering, waiting) {
      if (waiting.signal.aborted) throw stoppedWhileWaiting();
      const standing: Standing = { entering, speaksForOthers: false };
      if (!redis.isUp() || apart.has(person)) return enterLocal(person, standing, waiting);
      try {
        return await enterShared(person, standing, waiting);
      } catch (error) {
        if (error instanceof AppError || error instanceof RepeatedTurn) throw error;
        if (error === standing.refusal) throw error;
        // Redis may have taken it in without our hearing of it, and joined others to it.
        const left = await line.leave(person, entering.turnId);
        const by = await line.answeredBy(entering.turnId).catch(() => null);
        if (by) throw superseded(by);
        if (left && left.message !== standing.entering.message) {
          standing.entering = { ...standing.entering, ...left };
          standing.speaksForOthers = true;
        }
        return enterLocal(person, standing, waiting);
      }
    },
    occupy(person, entering) {
      line.occupy(person, entering);
      return holdHere(person, entering);
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
    async stands(person, turnId) {
      if (await local.stands(person, turnId)) return true;
      return redis.isUp() && line.stands(person, turnId).catch(() => false);
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
