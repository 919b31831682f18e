import { setImmediate as nextTurn } from "node:timers/promises";
import type { Embedder } from "../models/model.ts";

/** Texts a call to a remote embedder; its adapter may part them further. */
const remoteBatch = 64;
/** The local embedder computes in this thread: after so many texts (some 10 ms) everything else gets its turn. */
const localBatch = 12;

/**
 * Vectors of any number of texts, in order. `onDone` hears how many are there, after each call. Throws ModelError, or
 * the signal's reason when it aborts.
 */
export async function embedPassages(
  texts: readonly string[],
  {
    embedder,
    signal,
    onDone = () => undefined,
  }: { embedder: Embedder; signal?: AbortSignal | undefined; onDone?: (done: number) => void },
): Promise<number[][]> {
  const batch = embedder.model.startsWith("local") ? localBatch : remoteBatch;
  const vectors: number[][] = [];
  for (let at = 0; at < texts.length; at += batch) {
    signal?.throwIfAborted();
    vectors.push(...(await embedder.embed(texts.slice(at, at + batch), "passage", signal)));
    onDone(vectors.length);
    await nextTurn();
  }
  return vectors;
}
