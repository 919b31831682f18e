import type { Logger } from "pino";
import { isDatabaseAway } from "../errors.ts";
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

type Kept = { write: Write; bytes: number };

export function writeLater({
  log,
  journal,
  after = unrefTimeout,
  mostBytes = usualBytes,
  ...writing
}: Later): WriteLater {
  let kept: Kept[] = [];
  let heldBytes = 0;
  let failures = 0;
  let cancel: (() => void) | undefined;
  let working: Promise<void> | undefined;
  let isJournalLost = false;

  function keep(write: Write): void {
    const fitting = roomFor(write);
    if (!fitting) {
      log.error({ kind: write.kind }, "too much is unwritten: a part of the ledger is lost");
      return;
    }
    kept.push(fitting);
    heldBytes += fitting.bytes;
    journaled(() => journal.append(fitting.write));
    schedule();
  }

  /** Words are worth less than accounts: when there is little room, only those are kept, and nothing beyond twice that. */
  function roomFor(write: Write): Kept | undefined {
    const whole = weighed(write);
    if (heldBytes + whole.bytes <= mostBytes) return whole;
    const smaller = weighed(withoutItsWords(write) ?? write);
    return heldBytes + smaller.bytes <= 2 * mostBytes ? smaller : undefined;
  }

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
    const taken = kept;
    kept = [];
    const writes = gathered(taken.map(({ write }) => write));
    const left = await writeAll(writes);
    kept = [...left.map(weighed), ...kept];
    heldBytes = kept.reduce((sum, { bytes }) => sum + bytes, 0);
    if (left.length > 0 && failures === 0) {
      log.warn(
        { waiting: left.length },
        "the database is away: what happened is kept and written when it is back",
      );
    }
    if (left.length === 0 && failures > 0) log.info("what was kept while the database was away is written");
    failures = left.length > 0 ? failures + 1 : 0;
    journaled(() =>
      left.length < writes.length ? journal.rewrite(kept.map(({ write }) => write)) : journal.touch(),
    );
    if (kept.length > 0) schedule();
  }

  /** In their order. Returns what is left because the database is away. */
  async function writeAll(writes: Write[]): Promise<Write[]> {
    for (const [index, write] of writes.entries()) {
      const instead = await tryWrite(write);
      if (instead) return [instead, ...writes.slice(index + 1)];
    }
    return [];
  }

  /** Returns what has to be tried again. */
  async function tryWrite(write: Write): Promise<Write | undefined> {
    try {
      await writeNow(write, writing);
      return undefined;
    } catch (error) {
      if (isDatabaseAway(error)) return write;
      const smaller = withoutItsWords(write);
      log.error({ err: error, kind: write.kind }, "something that happened cannot be written down");
      return smaller && tryWrite(smaller);
    }
  }

  /** A folder that cannot be written to (full, read-only) leaves the memory. */
  function journaled(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!isJournalLost) log.error({ err: error }, "what is unwritten cannot be kept in the data directory");
      isJournalLost = true;
    }
  }

  return {
    keep,
    waiting: () => kept.length,
    async flush() {
      await working;
      if (kept.length > 0) await drain();
      if (kept.length === 0) journaled(() => journal.remove());
    },
  };
}

function weighed(write: Write): Kept {
  return { write, bytes: JSON.stringify(write).length };
}

function unrefTimeout(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
}
