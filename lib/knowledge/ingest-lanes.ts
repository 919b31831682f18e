import type { Logger } from "pino";
import type { Call } from "../db/call.ts";
import type { Embedder } from "../models/model.ts";
import { type Claim, claimItems } from "./ingest-claim.ts";
import type { WebReader } from "./read-item.ts";
import { restIndex, wakeIndexes } from "./rest-vector-index.ts";
import { giveBack, workOnClaim } from "./work-on-claim.ts";

export type WorkerDeps = {
  call: Call;
  /** What the documents of a workspace are embedded by. */
  embedderFor: (slug: string) => Promise<Embedder>;
  web: WebReader;
  log: Logger;
  /** Nobody is being answered at the moment: the time for what holds the embedded database up. */
  isCalm: () => boolean;
};

/** Works at so many claims at a time: while one waits for a model, the next is read. What waits for websites keeps nobody. */
const mostLanes = { store: 2, web: 2 } as const;
type LaneKind = keyof typeof mostLanes;

/** After a fault, most likely the database's. */
const restMs = 5_000;

export type IngestLanes = {
  /** Starts as many lanes as may run; each works until nothing waits. */
  nudge(): void;
  /** What is under way. */
  running: ReadonlySet<Promise<void>>;
};

type Lanes = WorkerDeps & {
  /** Ends the work between two claims, and what of a claim can be interrupted. */
  signal: AbortSignal;
  /** Something of this job was ended. */
  onSettled: (ingestId: string) => void;
};

/** The work of one process on what was handed in: claim by claim, in lanes. */
export function ingestLanes(lanes: Lanes): IngestLanes {
  const { signal, log } = lanes;
  const running = new Set<Promise<void>>();
  const active: Record<LaneKind, number> = { store: 0, web: 0 };
  /** Something came in while as many lanes ran as may: each may have looked before it was there. */
  const cameLate: Record<LaneKind, boolean> = { store: false, web: false };
  let isWaking = false;
  /** Of the kinds that had a fault. None of them is begun meanwhile: what failed at once would be taken and fail again at once. */
  const resting = new Map<LaneKind, NodeJS.Timeout>();
  signal.addEventListener("abort", () => resting.forEach(clearTimeout), { once: true });

  const nudge = () => {
    for (const kind of ["store", "web"] as const) begin(kind);
  };

  function begin(kind: LaneKind): void {
    if (signal.aborted || resting.has(kind)) return;
    if (active[kind] < mostLanes[kind]) start(kind);
    else cameLate[kind] = true;
  }

  function start(kind: LaneKind): void {
    active[kind] += 1;
    cameLate[kind] = false;
    const lane = runLane(kind, lanes, nudge)
      .then(() => (kind === "store" ? wake() : undefined))
      .catch((error: unknown) => {
        if (signal.aborted) return;
        log.warn({ err: error }, "what was handed in could not be worked on");
        rest(kind);
      })
      .finally(() => {
        active[kind] -= 1;
        running.delete(lane);
        if (cameLate[kind]) begin(kind);
      });
    running.add(lane);
  }

  /** Once, however many lanes of the kind failed; one then looks what waits. */
  function rest(kind: LaneKind): void {
    if (resting.has(kind)) return;
    const goOn = () => {
      resting.delete(kind);
      begin(kind);
    };
    resting.set(kind, setTimeout(goOn, restMs).unref());
  }

  /** Beside the lanes: it may wait long for its moment. */
  function wake(): void {
    if (isWaking || signal.aborted) return;
    isWaking = true;
    const woken = wakeIndexes(lanes, signal)
      .catch((error: unknown) => log.warn({ err: error }, "the vector index could not be built"))
      .finally(() => {
        isWaking = false;
        running.delete(woken);
      });
    running.add(woken);
  }

  return { nudge, running };
}

async function runLane(kind: LaneKind, lanes: Lanes, nudge: () => void): Promise<void> {
  while (!lanes.signal.aborted) {
    const claim = await claimItems(lanes.call, { from: kind });
    if (!claim) return;
    // There may be more than this lane gets through.
    nudge();
    try {
      await workOn(claim, lanes, nudge);
    } finally {
      lanes.onSettled(claim.ingestId);
    }
  }
}

async function workOn(claim: Claim, lanes: Lanes, onAdded: () => void): Promise<void> {
  const { call, web, log, signal } = lanes;
  const work = { call, web, log, onAdded, onModelError: "wait" as const };
  await workOnClaim(claim, { ...work, embedder: await readied(claim, lanes) }, signal);
}

/** What the claim's documents are embedded by, once the vector index is as they want it. */
async function readied(claim: Claim, { call, log, embedderFor }: Lanes): Promise<Embedder> {
  try {
    const embedder = await embedderFor(claim.slug);
    await restIndex(claim, { call, log, embedder });
    return embedder;
  } catch (error) {
    // Nobody died with it: the items need not wait for the lease to run out, and then count as a death.
    await giveBack(claim, call);
    throw error;
  }
}
