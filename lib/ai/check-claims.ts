import type { ClaimSource } from "../claims/evidence.ts";
import type { Citation } from "./chat-event.ts";
import { claimFilter } from "./claim-filter.ts";

/**
 * The citations of a whole answer that hold: for each mark `[n]` the words of source n (counted from 1, in the order
 * given) that support what the mark stands behind. A mark whose source is unknown or does not say what its sentence
 * does yields nothing. `excerpt` stands verbatim at `start` to `end` of the source's document. Pure.
 */
export function checkClaims(answer: string, sources: readonly ClaimSource[]): Citation[] {
  const filter = claimFilter(() => ({ sources, said: [], names: [] }));
  filter.read(answer);
  filter.end();
  return filter.report().citations;
}
