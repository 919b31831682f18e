import { type QueueWaiter, queueWaiter } from "./queue-waiter.ts";
import type { TurnKey } from "./turn-key.ts";
import { longestMessage, stoppedWhileWaiting, superseded, tooLongTogether } from "./waiting-refusals.ts";

/** A message that wants its turn. `keys`: its own idempotency key first. */
export type Entering = { turnId: string; message: string; keys?: readonly TurnKey[] };

/** How it waits, if it has to. */
export type Waiting = {
  signal: AbortSignal;
  /** May find that it need not wait, and throw. */
  beforeWaiting?: () => Promise<void>;
  /** Somebody still waits for the answer: they may have left before the message stood in the line. */
  isRead?: () => boolean;
  /** Holds words of an earlier message, whose sender was told that this one answers them. */
  speaksForOthers?: boolean;
};

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
  /** Whether that turn of the person runs or waits, here or where this queue reaches; it may not have opened yet. */
  stands(person: string, turnId: string): boolean | Promise<boolean>;
  /** Of this process. */
  stats(): QueueStats;
};

/** The merges that are remembered at a time; older ones are forgotten all at once. */
const mostMerges = 2_000;

/** Of one person: the turns that run, and the message that waits for them. */
type Line = { running: Set<string>; waiting: QueueWaiter | undefined };

/** What a queue knows. A line is there while somebody in it runs or waits. */
type State = {
  lines: Map<string, Line>;
  waiters: Map<string, QueueWaiter>;
  /** The turn that took a waiting one's place, by the id of that one. */
  answeredBy: Map<string, string>;
  counts: { merged: number; cancelled: number; waited: number; waitedMs: number };
  now: () => number;
};

/** The queue of one process. `now` in milliseconds. */
export function turnQueue({ now = Date.now }: { now?: () => number } = {}): TurnQueue {
  const counts = { merged: 0, cancelled: 0, waited: 0, waitedMs: 0 };
  const state: State = { lines: new Map(), waiters: new Map(), answeredBy: new Map(), counts, now };
  return {
    enter: (person, entering, waiting) => enter(state, person, { entering, waiting }),
    occupy: (person, entering) => run(state, person, entering),
    readerLeft(turnId) {
      const waiter = state.waiters.get(turnId);
      if (waiter && !waiter.speaksForOthers) waiter.drop(stoppedWhileWaiting());
    },
    answering(turnId) {
      let last = turnId;
      while (state.answeredBy.has(last)) last = state.answeredBy.get(last) ?? last;
      return last;
    },
    stands(person, turnId) {
      const line = state.lines.get(person);
      return line !== undefined && (line.running.has(turnId) || line.waiting?.turnId === turnId);
    },
    stats: () => statsOf(state),
  };
}

async function enter(
  state: State,
  person: string,
  { entering, waiting }: { entering: Entering; waiting: Waiting },
): Promise<Place> {
  const { signal, beforeWaiting, isRead, speaksForOthers } = waiting;
  if (signal.aborted) throw stoppedWhileWaiting();
  if (!state.lines.has(person)) return run(state, person, entering);
  await beforeWaiting?.();
  if (signal.aborted || (isRead?.() === false && !speaksForOthers)) throw stoppedWhileWaiting();
  return state.lines.has(person) ? wait(state, person, { entering, waiting }) : run(state, person, entering);
}

function run(state: State, person: string, { turnId, message, keys = [] }: Entering): Place {
  lineOf(state, person).running.add(turnId);
  return { message, keys, leave: () => leave(state, person, turnId) };
}

/** The last to leave lets in who waits. */
function leave(state: State, person: string, turnId: string): void {
  const line = state.lines.get(person);
  if (!line?.running.delete(turnId) || line.running.size > 0) return;
  if (line.waiting) begin(state, person, line.waiting);
  else state.lines.delete(person);
}

function begin(state: State, person: string, waiter: QueueWaiter): void {
  state.counts.waited += 1;
  state.counts.waitedMs += state.now() - waiter.since;
  waiter.begin(run(state, person, waiter));
}

/** Joins what waits already, whose place it takes. */
function wait(
  state: State,
  person: string,
  { entering, waiting: { signal, speaksForOthers = false } }: { entering: Entering; waiting: Waiting },
): Promise<Place> {
  const { waiters, counts, now } = state;
  const line = lineOf(state, person);
  const earlier = line.waiting;
  const joined = earlier ? joinMessages(earlier, entering) : entering;
  const waiter = queueWaiter(joined, {
    signal,
    since: now(),
    speaksForOthers: speaksForOthers || earlier !== undefined,
    onSettled(settled) {
      waiters.delete(settled.turnId);
      if (line.waiting === settled) line.waiting = undefined;
    },
    onDropped: () => {
      counts.cancelled += 1;
    },
  });
  if (earlier) supersede(state, earlier, waiter.turnId);
  line.waiting = waiter;
  waiters.set(waiter.turnId, waiter);
  return waiter.place;
}

function supersede({ counts, answeredBy }: State, earlier: QueueWaiter, turnId: string): void {
  counts.merged += 1;
  if (answeredBy.size >= mostMerges) answeredBy.clear();
  answeredBy.set(earlier.turnId, turnId);
  earlier.refuse(superseded(turnId));
}

function lineOf({ lines }: State, person: string): Line {
  const line = lines.get(person) ?? { running: new Set<string>(), waiting: undefined };
  lines.set(person, line);
  return line;
}

function statsOf({ lines, waiters, counts }: State): QueueStats {
  return {
    running: [...lines.values()].reduce((sum, line) => sum + line.running.size, 0),
    waiting: waiters.size,
    merged: counts.merged,
    cancelled: counts.cancelled,
    averageWaitMs: counts.waited === 0 ? 0 : Math.round(counts.waitedMs / counts.waited),
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
