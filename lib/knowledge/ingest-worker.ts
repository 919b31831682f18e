import { setTimeout as rest } from "node:timers/promises";
import type { Call } from "../db/call.ts";
import { ingestLanes, type WorkerDeps } from "./ingest-lanes.ts";
import { settledJobs } from "./settled-jobs.ts";
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

const lookEveryMs = 5_000;
const sweepEveryMs = 10 * 60_000;
const longestStopMs = 3_000;

/** The part of a process that works on what was handed in. It does nothing until it is nudged or watches. */
export function ingestWorker(deps: WorkerDeps): IngestWorker {
  const stopped = new AbortController();
  const timers = new Set<NodeJS.Timeout>();
  const settled = settledJobs();
  const lanes = ingestLanes({
    ...deps,
    signal: stopped.signal,
    onSettled: settled.tell,
  });

  return {
    nudge: lanes.nudge,
    watch() {
      lanes.nudge();
      timers.add(setInterval(lanes.nudge, lookEveryMs).unref());
      const sweep = () => void sweepAll(deps.call).catch(() => undefined);
      timers.add(setInterval(sweep, sweepEveryMs).unref());
    },
    whenSettled: settled.when,
    async stop() {
      stopped.abort(new Error("the server is stopping"));
      for (const timer of timers) clearTimeout(timer);
      // A file that is being read cannot be interrupted; its lease runs out.
      await Promise.race([Promise.allSettled(lanes.running), rest(longestStopMs, undefined, { ref: false })]);
    },
  };
}

/** What those who died have left behind. */
async function sweepAll(call: Call): Promise<void> {
  await call("sweep_ingests", {});
  await clearAwayPassages(call);
}
