export type Keeping<Value> = {
  /** Makes the value of a key; `before` is the one that has just grown too old, where there is one. */
  load: (key: string, before: Value | undefined) => Value;
  keepMs: number;
  /** Beyond this many entries the one unused the longest goes. */
  most: number;
  now?: () => number;
};

/** What a cache has done since the process began. */
export type KeptCounts = { hits: number; misses: number; entries: number };

/**
 * Values that are loaded once and kept for a while. A value may be a promise: whoever asks while it is under way
 * waits for the same one, so that a thousand at once load once; one that fails is not kept. `drop` forgets at once,
 * a load under way included: who asks after it gets what was loaded after it.
 */
export function kept<Value>({ load, keepMs, most, now = () => Date.now() }: Keeping<Value>) {
  const entries = new Map<string, { value: Value; loadedAt: number }>();
  const counts = { hits: 0, misses: 0 };

  return {
    get(key: string): Value {
      const entry = entries.get(key);
      // Anew at the end of the map: its order is that of use.
      entries.delete(key);
      if (entry && now() - entry.loadedAt < keepMs) {
        counts.hits += 1;
        entries.set(key, entry);
        return entry.value;
      }
      counts.misses += 1;
      const made = { value: load(key, entry?.value), loadedAt: now() };
      entries.set(key, made);
      for (const oldest of entries.keys()) {
        if (entries.size <= most) break;
        entries.delete(oldest);
      }
      if (made.value instanceof Promise) {
        made.value.catch(() => {
          if (entries.get(key) === made) entries.delete(key);
        });
      }
      return made.value;
    },
    drop(key: string): void {
      entries.delete(key);
    },
    /** Forgets everything; returns how many entries that were. */
    clear(): number {
      const removed = entries.size;
      entries.clear();
      return removed;
    },
    counts: (): KeptCounts => ({ ...counts, entries: entries.size }),
  };
}
