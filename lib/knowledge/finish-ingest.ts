import { setTimeout as rest } from "node:timers/promises";
import { AppError } from "../errors.ts";
import { followIngest, type IngestRange, type ItemOutcome } from "./follow-ingest.ts";
import { claimItems } from "./ingest-claim.ts";
import type { IngestDeps } from "./ingest-claimed.ts";
import type { WebReader } from "./read-item.ts";
import { restIndex, wakeIndexes } from "./rest-vector-index.ts";
import { workOnClaim } from "./work-on-claim.ts";

/** What another process works on is looked at again so often. */
const lookEveryMs = 250;

/**
 * Works on one job until it has ended, here and now; a running server may help. Without a `web` it is a job of files. Tells of its items in order. Throws
 * ModelError when the embedding model fails (the job then waits for whoever takes it up), and DatabaseError.
 */
export async function* finishIngest(
  range: IngestRange,
  deps: Omit<IngestDeps, "onModelError" | "onAdded" | "web"> & { web?: WebReader },
): AsyncGenerator<ItemOutcome[]> {
  const { signal } = new AbortController();
  const ended = new AbortController();
  const work: IngestDeps = { web: noWeb, ...deps, onAdded: () => undefined, onModelError: "throw" };
  const step = async () => {
    const claim = await claimItems(deps.call, { ingestId: range.ingestId });
    if (!claim) return rest(lookEveryMs, undefined, { signal: ended.signal }).catch(() => undefined);
    await restIndex(claim, work);
    await workOnClaim(claim, work, signal);
  };
  let working: Promise<void> | undefined;
  const whenSettled = () => {
    working ??= step().finally(() => {
      working = undefined;
    });
    // Whoever waits for it hears of its fault; where nobody does, the next step has it again.
    working.catch(() => undefined);
    return working;
  };
  yield* followIngest(range, { call: deps.call, whenSettled, patienceMs: Number.POSITIVE_INFINITY });
  ended.abort();
  await working?.catch(() => undefined);
  await wakeIndexes({ ...deps, isCalm: () => true }, signal);
}

const noWeb: WebReader = {
  fetchPage: () =>
    Promise.reject(new AppError("invalid_request", { message: "Pages are fetched by the server." })),
  collectSite() {
    throw new AppError("invalid_request", { message: "Sites are fetched by the server." });
  },
};
