import type { Call } from "../db/call.ts";
import type { Embedder } from "../models/model.ts";
import { readMeanings } from "./corpus-meanings.ts";
import { learnedEmbedder } from "./embed-learned.ts";
import { localEmbedder } from "./embed-local.ts";

/**
 * What a workspace's texts are embedded by: `base`, or, where that is the local embedder and the workspace has taught
 * it, what it has learnt. `before` is what was used so far and is kept where nothing changed. Throws DatabaseError.
 */
export async function loadLearned(
  { workspaceId, base, before }: { workspaceId: string; base: Embedder; before?: Embedder },
  call: Call,
): Promise<Embedder> {
  if (base.model !== localEmbedder.model) return base;
  const stored = await call<{ id: string; body: string | null } | null>("read_learned_embedder", {
    p_workspace: workspaceId,
    p_known: before?.model.split("+")[1] ?? null,
  });
  if (!stored) return base;
  if (stored.body === null) return before ?? base;
  return learnedEmbedder(readMeanings(Buffer.from(stored.body, "base64")));
}

/** `loadLearned` that remembers each workspace's embedder, so that a snapshot is read once. */
export function learnedReader(
  call: Call,
): (order: { workspaceId: string; base: Embedder }) => Promise<Embedder> {
  const known = new Map<string, Embedder>();
  return async ({ workspaceId, base }) => {
    const before = known.get(workspaceId);
    const embedder = await loadLearned({ workspaceId, base, ...(before && { before }) }, call);
    if (embedder === base) known.delete(workspaceId);
    else known.set(workspaceId, embedder);
    return embedder;
  };
}
