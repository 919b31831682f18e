import type { Call } from "../db/call.ts";
import { type Claim, extendLeases, type ItemMark } from "./ingest-claim.ts";

export type Lease = {
  /** Ended, with all that hangs on it, when no item of the claim is ours any more. */
  signal: AbortSignal;
  /** Shows how far the work on an item is; told at most once a second. */
  mark(mark: ItemMark): void;
  /** Tells now. */
  flush(): Promise<void>;
  holds(item: string): boolean;
  end(): void;
};

const extendEveryMs = 15_000;
const tellEveryMs = 1_000;

/** The items of the claim are given up by an operator, or were taken over while this process stood still. */
class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/** Holds on to a claim's items while they are worked on. `signal` ends the work from outside. */
export function holdLease(claim: Claim, { call, signal }: { call: Call; signal: AbortSignal }): Lease {
  const lost = new AbortController();
  let held = new Set(claim.items.map(({ id }) => id));
  let marks = new Map<string, ItemMark>();
  let toldAt = Date.now();

  const flush = async () => {
    const told = [...marks.values()];
    marks = new Map();
    toldAt = Date.now();
    held = new Set(await extendLeases(call, claim.worker, told));
    if (held.size === 0) lost.abort(new LeaseLost("the items were taken away"));
  };
  // A database that does not answer now is asked again; the lease has four tries in it.
  const extend = () => void flush().catch(() => undefined);
  const timer = setInterval(extend, extendEveryMs);
  timer.unref();

  return {
    signal: AbortSignal.any([signal, lost.signal]),
    mark(mark) {
      marks.set(mark.id, { ...marks.get(mark.id), ...mark });
      if (Date.now() - toldAt >= tellEveryMs) extend();
    },
    flush,
    holds: (item) => held.has(item),
    end: () => clearInterval(timer),
  };
}

export function isLeaseLost(error: unknown): boolean {
  return error instanceof LeaseLost;
}
