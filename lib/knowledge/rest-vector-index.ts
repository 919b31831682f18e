import { setTimeout as rest } from "node:timers/promises";
import type { Logger } from "pino";
import type { Call } from "../db/call.ts";
import type { Embedder } from "../models/model.ts";
import type { Claim } from "./ingest-claim.ts";

/** Jobs that this process has looked at; each is judged once. */
const judged = new Set<string>();
const mostJudged = 1_000;

/** Lets the vector index rest while a large job is loaded, where that pays. Throws DatabaseError. */
export async function restIndex(
  { ingestId }: Claim,
  { call, embedder, log }: { call: Call; embedder: Embedder; log: Logger },
): Promise<void> {
  if (judged.has(ingestId)) return;
  if (judged.size >= mostJudged) judged.clear();
  judged.add(ingestId);
  const { dimensions } = embedder;
  const rests = await call<boolean>("rest_vector_index", { p_ingest: ingestId, p_dimensions: dimensions });
  if (rests) log.info({ ingestId, dimensions }, "the vector index rests until this job is loaded");
}

/**
 * A build holds the embedded database (10,000 vectors of 384 dimensions: some 8 s). It waits for a moment in which
 * nobody is answered, but not for ever: until then every search compares all vectors.
 */
const calmTries = 300;
const calmEveryMs = 1_000;

type Due = { dimensions: number; vectors: number };

/** Builds the vector indexes that rested and whose jobs are done. Throws DatabaseError. */
export async function wakeIndexes(
  { call, log, isCalm }: { call: Call; log: Logger; isCalm: () => boolean },
  signal: AbortSignal,
): Promise<void> {
  const due = await call<Due[]>("due_vector_indexes", {});
  for (const { dimensions, vectors } of due) {
    for (let tries = 0; tries < calmTries && !isCalm() && !signal.aborted; tries += 1) {
      await rest(calmEveryMs, undefined, { ref: false, signal }).catch(() => undefined);
    }
    if (signal.aborted) return;
    const startedAt = performance.now();
    const isBuilt = await call<boolean>("build_vector_index", { p_dimensions: dimensions });
    const tookMs = Math.round(performance.now() - startedAt);
    if (isBuilt) log.info({ dimensions, vectors, tookMs }, "the vector index was built");
  }
}
