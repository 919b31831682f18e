import type { Call } from "../db/call.ts";

/** Passages that one call stores: some 100 ms in the embedded database, which serves nobody else meanwhile. */
export const storedTogether = 12;

/** More passages than this wait in a stage until all are there; then their document takes them in one step. */
const mostInOneCall = 48;

type Stage = { workspaceId: string; embeddingModel: string; title: string; passages: readonly object[] };

/**
 * What replace_document is to be given of a document's passages: them, where they are few, or else the name of the stage
 * in which they are stored by now, part by part. Until the document takes them no search finds them, and the ones it has
 * are found. What is never taken is cleared away after an hour. Throws DatabaseError, and the signal's reason.
 */
export async function stagePassages(
  { workspaceId, embeddingModel, title, passages }: Stage,
  { call, signal }: { call: Call; signal?: AbortSignal | undefined },
): Promise<{ stage?: string; passages: readonly object[] }> {
  if (passages.length <= mostInOneCall) return { passages };
  const stage = crypto.randomUUID();
  for (let at = 0; at < passages.length; at += storedTogether) {
    signal?.throwIfAborted();
    await call("stage_passages", {
      p_workspace: workspaceId,
      p_stage: stage,
      p_title: title,
      p_passages: passages.slice(at, at + storedTogether),
      p_first: at + 1,
      p_embedding_model: embeddingModel,
    });
  }
  return { stage, passages: [] };
}

/** Removes, part by part, the passages that documents have left behind. Throws DatabaseError. */
export async function clearAwayPassages(call: Call): Promise<void> {
  let left: number;
  do left = await call<number>("clear_away_passages", { p_limit: mostInOneCall });
  while (left > 0);
}
