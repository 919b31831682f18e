/**
 * Starts work that nobody waits for. The shutdown aborts its signal and waits until it has ended, so that what it
 * did is recorded; `work` must not throw, since nobody would hear of it.
 */
export function startInBackground(
  flushes: Set<() => Promise<void>>,
  work: (signal: AbortSignal) => Promise<void>,
): void {
  const abort = new AbortController();
  const end = () => {
    abort.abort();
    return running;
  };
  flushes.add(end);
  const running = work(abort.signal).finally(() => flushes.delete(end));
}
