/** Who waits for something of a job to end. */
export type SettledJobs = {
  /** Something of this job was ended. */
  tell(ingestId: string): void;
  /** Resolves when that is told next, or half a second later: other processes may end something too. */
  when(ingestId: string): Promise<void>;
};

const longestMs = 500;

export function settledJobs(): SettledJobs {
  const waiting = new Map<string, Set<() => void>>();
  return {
    tell(ingestId) {
      for (const wake of waiting.get(ingestId) ?? []) wake();
    },
    async when(ingestId) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const wakes = waiting.get(ingestId) ?? new Set();
      waiting.set(ingestId, wakes.add(resolve));
      const timer = setTimeout(resolve, longestMs);
      await promise;
      clearTimeout(timer);
      wakes.delete(resolve);
      if (wakes.size === 0) waiting.delete(ingestId);
    },
  };
}
