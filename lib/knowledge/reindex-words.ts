import type { Call } from "../db/call.ts";

/** Documents a call: some hundred milliseconds in the embedded database, which does nothing else meanwhile. */
const batchSize = 20;

/**
 * Indexes the words of a workspace's documents in its language where they are not, after the language was changed or
 * the index itself. Each document is found at any time: by the old language until it is done, then by the new one.
 * Safe to repeat and to interrupt, by `signal` between two batches. Throws DatabaseError.
 */
export async function reindexWords(workspaceId: string, call: Call, signal?: AbortSignal): Promise<void> {
  const args = { p_workspace: workspaceId, p_limit: batchSize };
  while (!signal?.aborted && (await call<number>("reindex_words", args)) > 0);
}
