import type { KnowledgeSnapshot } from "./snapshot.ts";

/** A knowledge base that was too large, or was changing, is not read again so soon. */
const restMs = 60_000;

/** Workspaces whose knowledge is kept at a time; the one unused the longest goes first. */
const mostKept = 20;

/**
 * Keeps the snapshots of a process. `current` never waits: what is not there yet, or is of another version, is
 * read in the background, and until then the database searches.
 */
export function snapshotKeeper(
  load: (workspaceId: string) => Promise<KnowledgeSnapshot | undefined>,
  now: () => number = Date.now,
) {
  const kept = new Map<string, KnowledgeSnapshot>();
  const restingUntil = new Map<string, number>();
  const loading = new Map<string, Promise<void>>();

  function refresh(workspaceId: string): Promise<void> {
    const running = loading.get(workspaceId);
    if (running) return running;
    if ((restingUntil.get(workspaceId) ?? 0) > now()) return Promise.resolve();
    const started = load(workspaceId)
      .then((snapshot) => {
        if (snapshot) keep(workspaceId, snapshot);
        else restingUntil.set(workspaceId, now() + restMs);
      })
      .finally(() => loading.delete(workspaceId));
    loading.set(workspaceId, started);
    return started;
  }

  function keep(workspaceId: string, snapshot: KnowledgeSnapshot): void {
    kept.delete(workspaceId);
    kept.set(workspaceId, snapshot);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) return;
      kept.delete(oldest);
    }
  }

  return {
    current(workspaceId: string): KnowledgeSnapshot | undefined {
      const snapshot = kept.get(workspaceId);
      if (snapshot) keep(workspaceId, snapshot);
      return snapshot;
    },
    refresh,
  };
}

export type SnapshotKeeper = ReturnType<typeof snapshotKeeper>;
