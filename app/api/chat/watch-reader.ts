import type { RunningTurn } from "../../../lib/ai/running-turns.ts";
import { turnLine } from "../../../lib/wiring.ts";

/**
 * To be called for each who reads a turn; `signal` aborts when they leave. A message that waits and whose last reader
 * leaves is not sent: nobody reads its answer, and nothing was spent on it.
 */
export function watchReader(turn: RunningTurn, signal: AbortSignal): void {
  const readers = readersOf.get(turn) ?? { count: 0 };
  readersOf.set(turn, readers);
  readers.count += 1;
  const left = () => {
    readers.count -= 1;
    if (readers.count === 0) turnLine().readerLeft(turn.turnId);
  };
  if (signal.aborted) left();
  signal.addEventListener("abort", left, { once: true });
  void turn.finished.finally(() => signal.removeEventListener("abort", left));
}

/** Whether somebody reads a turn, or is about to. */
export function hasReader(turn: RunningTurn): boolean {
  return readersOf.get(turn)?.count !== 0;
}

const readersOf = new WeakMap<RunningTurn, { count: number }>();
