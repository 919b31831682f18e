import type { Call } from "../db/call.ts";
import { holdLease, isLeaseLost } from "./hold-lease.ts";
import type { Claim } from "./ingest-claim.ts";
import { type IngestDeps, ingestClaimed } from "./ingest-claimed.ts";

/** Works on a claim, and gives back what it could not end. Throws what kept it from going on, but not a lost lease. */
export async function workOnClaim(claim: Claim, deps: IngestDeps, signal: AbortSignal): Promise<void> {
  const lease = holdLease(claim, { call: deps.call, signal });
  try {
    await ingestClaimed(claim, lease, deps);
  } catch (error) {
    if (isLeaseLost(error) || isLeaseLost(lease.signal.reason)) return;
    await giveBack(claim, deps.call);
    throw error;
  } finally {
    lease.end();
  }
}

/** Lets others have what is left of a claim at once. Where the database does not hear of it, the lease runs out. Never throws. */
export async function giveBack({ worker }: Claim, call: Call): Promise<void> {
  await call("release_ingest_items", { p_worker: worker }).catch(() => undefined);
}
