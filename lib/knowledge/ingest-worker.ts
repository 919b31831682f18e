import { setTimeout as rest } from "node:timers/promises";
import type { Logger } from "pino";
import type { Call } from "../db/call.ts";
import type { Embedder } from "../models/model.ts";
import { holdLease, isLeaseLost } from "./hold-lease.ts";
import { type Claim, claimItems } from "./ingest-claim.ts";
import { type IngestDeps, ingestClaimed } from "./ingest-claimed.ts";
import type { WebReader } from "./read-item.ts";
import { restIndex, wakeIndexes } from "./rest-vector-index.ts";
import { clearAwayPassages } from "./stage-passages.ts";

export type IngestWorker = {
  /** Something was handed in: works until nothing waits. */
  nudge(): void;
  /** From here on also looks by itself for what others handed in, or left behind when they died. */
  watch(): void;
  /** When something of this job was ended here, or half a second later: others may work on it too. */
  whenSettled(ingestId: string): Promise<void>;
  /** Stops, and gives back what is under way. */
  stop(): Promise<void>;
};

export type WorkerDeps = {
  call: Call;
  /** What the documents of a workspace are embedded by. */
  embedderFor: (slug: string) => Promise<Embedder>;
  web: WebReader;
  log: Logger;
  /** Nobody is being answered at the moment: the time for what holds the embedded database up. */
  isCalm: () => boolean;
};

const lookEveryMs = 5_000;
const sweepEveryMs = 10 * 60_000;
/** After a fault of the database's. */
const restMs = 5_000;
const settledMs = 500;
const longestStopMs = 3_000;

/** Works at so many claims at a time: while one waits for a model, the next is read. What waits for websites keeps nobody. */
const lanes = { store: 2, web: 2 } as const;
type LaneKind = keyof typeof lanes;

/** The part of a process that works on what was handed in. It does nothing until it is nudged or watches. */
export function ingestWorker(deps: WorkerDeps): IngestWorker {
  const stopped = new AbortController();
  const running = new Set<Promise<void>>();
  const active: Record<LaneKind, number> = { store: 0, web: 0 };
  const waiting = new Map<string, Set<() => void>>();
  const timers = new Set<NodeJS.Timeout>();
  let isWaking = false;

  function nudge(): void {
    for (const kind of ["store", "web"] as const) {
      if (active[kind] < lanes[kind] && !stopped.signal.aborted) start(kind);
    }
  }

  function start(kind: LaneKind): void {
    active[kind] += 1;
    const lane = runLane(kind)
      .catch((error: unknown) => {
        if (stopped.signal.aborted) return;
        deps.log.warn({ err: error }, "what was handed in could not be worked on");
        later(nudge, restMs);
      })
      .finally(() => {
        active[kind] -= 1;
        running.delete(lane);
      });
    running.add(lane);
  }

  async function runLane(kind: LaneKind): Promise<void> {
    while (!stopped.signal.aborted) {
      const claim = await claimItems(deps.call, { from: kind });
      if (!claim) break;
      // There may be more than this lane gets through.
      nudge();
      try {
        await workOn(claim);
      } finally {
        settled(claim.ingestId);
      }
    }
    if (kind === "store") wake();
  }

  /** Beside the lanes: it may wait long for its moment. */
  function wake(): void {
    if (isWaking || stopped.signal.aborted) return;
    isWaking = true;
    const woken = wakeIndexes(deps, stopped.signal)
      .catch((error: unknown) => deps.log.warn({ err: error }, "the vector index could not be built"))
      .finally(() => {
        isWaking = false;
        running.delete(woken);
      });
    running.add(woken);
  }

  async function workOn(claim: Claim): Promise<void> {
    const { call, web, log } = deps;
    const embedder = await deps.embedderFor(claim.slug);
    const work: IngestDeps = { call, web, log, embedder, onAdded: nudge, onModelError: "wait" };
    await restIndex(claim, work);
    await workOnClaim(claim, work, stopped.signal);
  }

  function settled(ingestId: string): void {
    for (const wake of waiting.get(ingestId) ?? []) wake();
  }

  function later(run: () => void, ms: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer.unref());
  }

  return {
    nudge,
    watch() {
      nudge();
      timers.add(setInterval(nudge, lookEveryMs).unref());
      const sweep = () => void sweepAll(deps.call).catch(() => undefined);
      timers.add(setInterval(sweep, sweepEveryMs).unref());
    },
    async whenSettled(ingestId) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const wakes = waiting.get(ingestId) ?? new Set();
      waiting.set(ingestId, wakes.add(resolve));
      const timer = setTimeout(resolve, settledMs);
      await promise;
      clearTimeout(timer);
      wakes.delete(resolve);
      if (wakes.size === 0) waiting.delete(ingestId);
    },
    async stop() {
      stopped.abort(new Error("the server is stopping"));
      for (const timer of timers) clearTimeout(timer);
      // A file that is being read cannot be interrupted; its lease runs out.
      await Promise.race([Promise.allSettled(running), rest(longestStopMs, undefined, { ref: false })]);
    },
  };
}

/** What those who died have left behind. */
async function sweepAll(call: Call): Promise<void> {
  await call("sweep_ingests", {});
  await clearAwayPassages(call);
}

/** Works on a claim, and gives back what it could not end. Throws what kept it from going on, but not a lost lease. */
export async function workOnClaim(claim: Claim, deps: IngestDeps, signal: AbortSignal): Promise<void> {
  const lease = holdLease(claim, { call: deps.call, signal });
  try {
    await ingestClaimed(claim, lease, deps);
  } catch (error) {
    if (isLeaseLost(error) || isLeaseLost(lease.signal.reason)) return;
    await deps.call("release_ingest_items", { p_worker: claim.worker }).catch(() => undefined);
    throw error;
  } finally {
    lease.end();
  }
}
