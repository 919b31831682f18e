import type { Logger } from "pino";
import { isDatabaseAway } from "../errors.ts";
import { heldWrites } from "./held-writes.ts";
import type { Journal } from "./journal.ts";
import { gathered, type Write, type Writing, withoutItsWords, writeNow } from "./write.ts";

/** Writes what nobody waits for, and what could not be written because the database was away, until it is written. */
export type WriteLater = {
  /** From here on it is not lost: not by a database that is away, not by the process's end. Never throws. */
  keep(write: Write): void;
  /** Tries everything once, at once; for a shutdown. What stays unwritten the next start writes. Never throws. */
  flush(): Promise<void>;
  waiting(): number;
};

type Later = Writing & {
  log: Logger;
  journal: Journal;
  /** Runs something after so many milliseconds; returns how to take that back. */
  after?: (run: () => void, ms: number) => () => void;
  /** Bytes of JSON that are held; beyond them a turn is kept without its words. */
  mostBytes?: number;
};

/** Rows are gathered for so long; after a failure twice as long each time, up to the longest. */
const firstMs = 1_000;
const longestMs = 30_000;
const usualBytes = 32 * 1024 * 1024;

/** A writer over a journal, which may be lost: a folder that cannot be written to (full, read-only) leaves the memory. */
export function writeLater(later: Later): WriteLater {
  const { log, journal, after = unrefTimeout, mostBytes = usualBytes } = later;
  const held = heldWrites(mostBytes);
  const journaled = journaling(log);
  let failures = 0;
  let cancel: (() => void) | undefined;
  let working: Promise<void> | undefined;

  function schedule(): void {
    const restMs = Math.min(firstMs * 2 ** failures, longestMs);
    cancel ??= after(() => void drain(), restMs);
  }

  function drain(): Promise<void> {
    working ??= drainOnce().finally(() => {
      working = undefined;
    });
    return working;
  }

  async function drainOnce(): Promise<void> {
    cancel?.();
    cancel = undefined;
    const writes = gathered(held.take());
    const left = await writeAll(writes, later);
    held.putBack(left);
    tellChange(log, { failures, left: left.length });
    failures = left.length > 0 ? failures + 1 : 0;
    journaled(() => (left.length < writes.length ? journal.rewrite(held.all()) : journal.touch()));
    if (held.count() > 0) schedule();
  }

  return {
    keep(write) {
      const kept = held.add(write);
      if (!kept)
        return log.error({ kind: write.kind }, "too much is unwritten: a part of the ledger is lost");
      journaled(() => journal.append(kept));
      schedule();
    },
    waiting: held.count,
    async flush() {
      await working;
      if (held.count() > 0) await drain();
      if (held.count() === 0) journaled(() => journal.remove());
    },
  };
}

/** The first failure and the first success after it are worth a line. `failures`: in a row, before this one. */
function tellChange(log: Logger, { failures, left }: { failures: number; left: number }): void {
  if (left > 0 && failures === 0) {
    log.warn({ waiting: left }, "the database is away: what happened is kept and written when it is back");
  }
  if (left === 0 && failures > 0) log.info("what was kept while the database was away is written");
}

/** In their order. Returns what is left because the database is away. */
async function writeAll(writes: Write[], later: Later): Promise<Write[]> {
  for (const [index, write] of writes.entries()) {
    const instead = await tryWrite(write, later);
    if (instead) return [instead, ...writes.slice(index + 1)];
  }
  return [];
}

/** Returns what has to be tried again. */
async function tryWrite(write: Write, later: Later): Promise<Write | undefined> {
  try {
    await writeNow(write, later);
    return undefined;
  } catch (error) {
    if (isDatabaseAway(error)) return write;
    const smaller = withoutItsWords(write);
    later.log.error({ err: error, kind: write.kind }, "something that happened cannot be written down");
    return smaller && tryWrite(smaller, later);
  }
}

/** Runs what a journal does; says once that it cannot. */
function journaling(log: Logger): (act: () => void) => void {
  let isLost = false;
  return (act) => {
    try {
      act();
    } catch (error) {
      if (!isLost) log.error({ err: error }, "what is unwritten cannot be kept in the data directory");
      isLost = true;
    }
  };
}

function unrefTimeout(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
}
