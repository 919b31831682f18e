import { AppError } from "../errors.ts";
import type { TurnKey } from "./turn-key.ts";

/** A message that wants its turn. `keys`: its own idempotency key first. */
export type Entering = { turnId: string; message: string; keys?: readonly TurnKey[] };

/** How it waits, if it has to: `beforeWaiting` may find that it need not, and throw. */
export type Waiting = { signal: AbortSignal; beforeWaiting?: () => Promise<void> };

/** A turn may run: with what was joined to it while it waited, and with a way to let the next one in. */
export type Place = { message: string; keys: readonly TurnKey[]; leave(): void };

type QueueStats = {
  running: number;
  waiting: number;
  /** Messages that were answered together with a later one, since the process began. */
  merged: number;
  /** Messages that were dropped while they waited. */
  cancelled: number;
  /** Mean wait of those that waited and got their turn. */
  averageWaitMs: number;
};

/**
 * One turn of a person runs and one waits; a message that comes meanwhile takes the waiting one's place and its words.
 * `person` names a visitor and their workspace.
 */
export type TurnQueue = {
  /**
   * Resolves when the turn may run. Rejects with `superseded` when a later message took the place, `rate_limited` when
   * it waited too long, `conflict` when `signal` aborts, `invalid_request` when both together are too long.
   */
  enter(person: string, entering: Entering, waiting: Waiting): Promise<Place>;
  /** Of somebody who became known only while the turn ran. */
  occupy(person: string, entering: Entering): Pick<Place, "leave">;
  /** Nobody waits for the answer any more: what has not begun and speaks for nobody else is dropped. */
  readerLeft(turnId: string): void;
  /** The turn that answers the message of `turnId`: itself, or the one it was joined to. */
  answering(turnId: string): string | Promise<string>;
  /** Of this process. */
  stats(): QueueStats;
};

export const longestWaitMs = 30_000;
/** Characters of a message, and of messages joined. */
export const longestMessage = 4_000;
const mostJoined = 2_000;

type Waiter = Entering & {
  since: number;
  /** Holds words of an earlier message, whose sender was told that this one answers them. */
  speaksForOthers: boolean;
  begin(): void;
  refuse(error: AppError): void;
};
type Line = { running: Set<string>; waiting: Waiter | undefined };

/** The queue of one process. `now` in milliseconds. */
export function turnQueue({ now = Date.now }: { now?: () => number } = {}): TurnQueue {
  const lines = new Map<string, Line>();
  const waiters = new Map<string, Waiter>();
  const answeredBy = new Map<string, string>();
  const counts = { merged: 0, cancelled: 0, waited: 0, waitedMs: 0 };

  function lineOf(person: string): Line {
    const line = lines.get(person) ?? { running: new Set<string>(), waiting: undefined };
    lines.set(person, line);
    return line;
  }

  function run(person: string, { turnId, message, keys = [] }: Entering): Place {
    lineOf(person).running.add(turnId);
    return { message, keys, leave: () => leave(person, turnId) };
  }

  function leave(person: string, turnId: string): void {
    const line = lines.get(person);
    if (!line?.running.delete(turnId) || line.running.size > 0) return;
    if (line.waiting) line.waiting.begin();
    else lines.delete(person);
  }

  function wait(person: string, entering: Entering, signal: AbortSignal): Promise<Place> {
    const line = lineOf(person);
    const earlier = line.waiting;
    const joined = earlier ? joinMessages(earlier, entering) : entering;
    const { promise, resolve, reject } = Promise.withResolvers<Place>();
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      waiters.delete(waiter.turnId);
      if (line.waiting === waiter) line.waiting = undefined;
    };
    const drop = (error: AppError) => {
      counts.cancelled += 1;
      waiter.refuse(error);
    };
    const waiter: Waiter = {
      ...joined,
      since: now(),
      speaksForOthers: earlier !== undefined,
      begin() {
        settle();
        counts.waited += 1;
        counts.waitedMs += now() - waiter.since;
        resolve(run(person, waiter));
      },
      refuse(error) {
        settle();
        reject(error);
      },
    };
    const onAbort = () => drop(stoppedWhileWaiting());
    const timer = setTimeout(() => drop(waitedTooLong()), longestWaitMs);
    timer.unref();
    signal.addEventListener("abort", onAbort);
    if (earlier) supersede(earlier, waiter.turnId);
    line.waiting = waiter;
    waiters.set(waiter.turnId, waiter);
    return promise;
  }

  function supersede(earlier: Waiter, turnId: string): void {
    counts.merged += 1;
    if (answeredBy.size >= mostJoined) answeredBy.clear();
    answeredBy.set(earlier.turnId, turnId);
    earlier.refuse(superseded(turnId));
  }

  return {
    async enter(person, entering, { signal, beforeWaiting }) {
      if (signal.aborted) throw stoppedWhileWaiting();
      if (!lines.has(person)) return run(person, entering);
      await beforeWaiting?.();
      if (signal.aborted) throw stoppedWhileWaiting();
      return lines.has(person) ? wait(person, entering, signal) : run(person, entering);
    },
    occupy: run,
    readerLeft(turnId) {
      const waiter = waiters.get(turnId);
      if (!waiter || waiter.speaksForOthers) return;
      counts.cancelled += 1;
      waiter.refuse(stoppedWhileWaiting());
    },
    answering(turnId) {
      let last = turnId;
      for (let next = answeredBy.get(last); next !== undefined; next = answeredBy.get(last)) last = next;
      return last;
    },
    stats: () => ({
      running: [...lines.values()].reduce((sum, line) => sum + line.running.size, 0),
      waiting: waiters.size,
      merged: counts.merged,
      cancelled: counts.cancelled,
      averageWaitMs: counts.waited === 0 ? 0 : Math.round(counts.waitedMs / counts.waited),
    }),
  };
}

/** The later message after the earlier one's. Throws where that is no message, or one that waits already. */
function joinMessages(earlier: Entering, entering: Entering): Entering {
  const keys = entering.keys ?? [];
  const own = keys[0]?.key;
  if (own !== undefined && earlier.keys?.some(({ key }) => key === own)) throw superseded(earlier.turnId);
  const message = `${earlier.message}\n${entering.message}`;
  if ([...message].length > longestMessage) throw tooLongTogether();
  return { turnId: entering.turnId, message, keys: [...keys, ...(earlier.keys ?? [])] };
}

export function superseded(turnId: string): AppError {
  return new AppError("superseded", { turnId });
}

export function tooLongTogether(): AppError {
  return new AppError("invalid_request", {
    message: `An earlier message still waits for its answer; together they may have at most ${longestMessage.toLocaleString("en")} characters. Both are kept: send this one again when that is answered.`,
    field: "message",
  });
}

export function waitedTooLong(): AppError {
  return new AppError("rate_limited", {
    message:
      "The message before this one is still being answered. Wait for it or stop it, then send this one again.",
    retryAfterSeconds: 5,
  });
}

export function stoppedWhileWaiting(): AppError {
  return new AppError("conflict", { message: "The message was stopped before it was answered." });
}
