import type { Call } from "../db/call.ts";
import type { Embedder } from "../models/model.ts";
import { passageText } from "./passage-text.ts";
import { toVectorText } from "./vector-text.ts";

type Unembedded = {
  number: number;
  title: string;
  headingPath: string[];
  context: string | null;
  content: string;
};

const batchSize = 64;
/** Longer than any batch takes; whoever dies leaves the work to others after it. */
const leaseSeconds = 120;

/**
 * Embeds every passage of a workspace that this embedder has not embedded, and then makes its model the one that
 * answers questions, in one step. Until then the model before it serves, and nothing of it is removed. Returns how
 * many were embedded; undefined where another process is at it. Safe to repeat and to interrupt: what is done stays
 * done. Throws ModelError and DatabaseError; a provider's failure is left as the change's error for operators.
 */
export async function reembedPassages(
  workspaceId: string,
  { call, embedder, signal }: { call: Call; embedder: Embedder; signal?: AbortSignal },
): Promise<number | undefined> {
  const model = { p_workspace: workspaceId, p_embedding_model: embedder.model };
  if (await call<boolean>("serve_embedding_model", model)) return 0;
  const claimant = crypto.randomUUID();
  for (let embedded = 0; ; ) {
    const claim = { ...model, p_claimant: claimant, p_seconds: leaseSeconds };
    if (!(await call<boolean>("claim_embedding_change", claim))) return undefined;
    const passages = await call<Unembedded[]>("passages_without_vector", { ...model, p_limit: batchSize });
    if (passages.length === 0 && (await call<boolean>("serve_embedding_model", model))) return embedded;
    const texts = passages.map(passageText);
    const vectors = await embedder.embed(texts, "passage", signal).catch(async (error: unknown) => {
      const told = { p_workspace: workspaceId, p_claimant: claimant, p_error: failureOf(embedder) };
      await call("fail_embedding_change", told);
      throw error;
    });
    await call<number>("store_vectors", {
      ...model,
      p_vectors: passages.map(({ number }, index) => ({
        number,
        embedding: toVectorText(vectors[index] ?? []),
      })),
    });
    embedded += passages.length;
  }
}

function failureOf({ model }: Embedder): string {
  return `${model} cannot be reached. It is tried again every minute; until then the model before it answers.`;
}
