import { RepeatedTurn, type TurnKey } from "../ai/turn-key.ts";
import {
  type Entering,
  longestMessage,
  longestWaitMs,
  type Place,
  stoppedWhileWaiting,
  superseded,
  type TurnQueue,
  tooLongTogether,
  type Waiting,
  waitedTooLong,
} from "../ai/turn-queue.ts";
import { AppError } from "../errors.ts";
import type { RedisPair } from "./connection.ts";
import { sharedPrefix } from "./shared.ts";
import {
  advanceScript,
  dropScript,
  enterScript,
  leaveScript,
  occupyScript,
  renewScript,
} from "./turn-line-scripts.ts";

/** A process that died frees its visitors after this long; one that lives renews three times as often. */
const leaseMs = 15_000;
const renewMs = 5_000;
/** Whoever waits is told when it is their turn, and looks by themselves in case they were not. */
const lookMs = 400;
const aliasMs = 10 * 60 * 1000;

type Waiter = { turnId: string; speaksForOthers: boolean; wake(): void; drop(error: AppError): void };
type Scripts = Record<
  "lineEnter" | "lineAdvance" | "lineLeave" | "lineDrop" | "lineRenew" | "lineOccupy",
  (...args: (string | number)[]) => Promise<unknown>
>;

/**
 * The queue of all instances on one Redis. While Redis is away it is `local`, the queue of this process, which knows
 * of every turn that runs here.
 */
export function sharedTurnQueue({ redis, local }: { redis: RedisPair; local: TurnQueue }): TurnQueue {
  const scripts = defineScripts(redis);
  const turnChannel = `${sharedPrefix}line`;
  const held = new Map<string, { person: string; lease: string }>();
  const waiters = new Map<string, Waiter>();
  const counts = { merged: 0, cancelled: 0, waited: 0, waitedMs: 0 };
  let renewing: NodeJS.Timeout | undefined;
  redis.listenAlways(turnChannel, (turnId) => waiters.get(turnId)?.wake());

  function hold(person: string, { turnId, message, keys = [] }: Entering): Place {
    held.set(turnId, { person, lease: leaseOf(turnId, keys) });
    renewing ??= setInterval(renewAll, renewMs).unref();
    const here = local.occupy(person, { turnId, message, keys });
    const leave = () => {
      held.delete(turnId);
      if (held.size === 0) renewing = void clearInterval(renewing);
      here.leave();
      void leaveShared(person, turnId);
    };
    return { message, keys, leave };
  }

  async function leaveShared(person: string, turnId: string): Promise<void> {
    const next = await scripts.lineLeave(...keysOf(person), turnId).catch(() => null);
    if (typeof next === "string") await redis.commands.publish(turnChannel, next).catch(() => undefined);
  }

  function renewAll(): void {
    if (!redis.isUp()) return;
    for (const [turnId, { person, lease }] of held) {
      scripts.lineRenew(...keysOf(person), turnId, lease, leaseMs).catch(() => undefined);
    }
  }

  async function ask(step: "try" | "wait", person: string, entering: Entering): Promise<string[]> {
    const { turnId, message, keys = [] } = entering;
    return (await scripts.lineEnter(
      ...keysOf(person),
      turnId,
      leaseOf(turnId, keys),
      leaseMs,
      keys[0]?.key ?? "",
      step,
      message,
      keys.map((key) => JSON.stringify(key)).join("\n"),
      longestWaitMs + leaseMs,
      longestMessage,
    )) as string[];
  }

  async function enterShared(person: string, entering: Entering, waiting: Waiting): Promise<Place> {
    const tried = await ask("try", person, entering);
    if (tried[0] === "run") return hold(person, entering);
    if (tried[0] === "repeat") throw new RepeatedTurn({ turnId: String(tried[1]) });
    await waiting.beforeWaiting?.();
    const [outcome, other = ""] = await ask("wait", person, entering);
    if (outcome === "run") return hold(person, entering);
    if (outcome === "repeat") throw new RepeatedTurn({ turnId: other });
    if (outcome === "long") throw tooLongTogether();
    if (other !== "") await supersede(other, entering.turnId);
    return waitShared(person, entering, { signal: waiting.signal, speaksForOthers: other !== "" });
  }

  async function supersede(earlier: string, turnId: string): Promise<void> {
    counts.merged += 1;
    await redis.commands.set(aliasOf(earlier), turnId, "PX", aliasMs);
    await redis.commands.publish(turnChannel, earlier);
  }

  async function waitShared(
    person: string,
    entering: Entering,
    { signal, speaksForOthers }: { signal: AbortSignal; speaksForOthers: boolean },
  ): Promise<Place> {
    const { turnId } = entering;
    const since = Date.now();
    const dropped = Promise.withResolvers<never>();
    dropped.promise.catch(() => undefined);
    let woken = Promise.withResolvers<void>();
    const drop = (error: AppError) => {
      counts.cancelled += 1;
      dropped.reject(error);
      scripts.lineDrop(...keysOf(person), turnId).catch(() => undefined);
    };
    waiters.set(turnId, { turnId, speaksForOthers, wake: () => woken.resolve(), drop });
    const onAbort = () => drop(stoppedWhileWaiting());
    signal.addEventListener("abort", onAbort);
    const limit = setTimeout(() => drop(waitedTooLong()), longestWaitMs).unref();
    try {
      for (;;) {
        if (signal.aborted) throw stoppedWhileWaiting();
        const [outcome, message = "", lines = ""] = (await Promise.race([
          dropped.promise,
          scripts.lineAdvance(...keysOf(person), turnId, leaseMs),
        ])) as string[];
        if (outcome === "run") {
          counts.waited += 1;
          counts.waitedMs += Date.now() - since;
          return hold(person, { turnId, message, keys: readKeys(lines) });
        }
        if (outcome === "gone") throw await whyGone(turnId);
        const look = setTimeout(() => woken.resolve(), lookMs);
        await Promise.race([dropped.promise, woken.promise]).finally(() => clearTimeout(look));
        woken = Promise.withResolvers();
      }
    } finally {
      clearTimeout(limit);
      signal.removeEventListener("abort", onAbort);
      waiters.delete(turnId);
    }
  }

  async function whyGone(turnId: string): Promise<AppError> {
    const by = await redis.commands.get(aliasOf(turnId));
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
      const place = hold(person, entering);
      const lease = leaseOf(entering.turnId, entering.keys ?? []);
      scripts.lineOccupy(...keysOf(person), entering.turnId, lease, leaseMs).catch(() => undefined);
      return place;
    },
    readerLeft(turnId) {
      const waiter = waiters.get(turnId);
      if (waiter && !waiter.speaksForOthers) waiter.drop(stoppedWhileWaiting());
      local.readerLeft(turnId);
    },
    async answering(turnId) {
      let last = await local.answering(turnId);
      if (!redis.isUp()) return last;
      for (let hops = 0; hops < 20; hops += 1) {
        const next = await redis.commands.get(aliasOf(last)).catch(() => null);
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

function defineScripts({ commands }: RedisPair): Scripts {
  const scripts = {
    lineEnter: enterScript,
    lineAdvance: advanceScript,
    lineLeave: leaveScript,
    lineDrop: dropScript,
    lineRenew: renewScript,
    lineOccupy: occupyScript,
  };
  for (const [name, lua] of Object.entries(scripts)) commands.defineCommand(name, { numberOfKeys: 2, lua });
  return commands as unknown as Scripts;
}

/** Both in one slot of a Redis cluster. */
function keysOf(person: string): [string, string] {
  return [`${sharedPrefix}{${person}}:running`, `${sharedPrefix}{${person}}:waiting`];
}

function aliasOf(turnId: string): string {
  return `${sharedPrefix}answered-by:${turnId}`;
}

function leaseOf(turnId: string, keys: readonly TurnKey[]): string {
  return [turnId, ...keys.map(({ key }) => key)].join(" ");
}

function readKeys(lines: string): TurnKey[] {
  return lines.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as TurnKey]));
}
