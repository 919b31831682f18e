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

/**
 * Embeds every passage of a workspace that this embedder has not embedded, then removes the vectors of other
 * models. Meanwhile searches with the old model still find its vectors; with the new one, what is done so far.
 * Returns how many were embedded; safe to repeat and to interrupt. Throws ModelError and DatabaseError.
 */
export async function reembedPassages(
  workspaceId: string,
  { call, embedder, signal }: { call: Call; embedder: Embedder; signal?: AbortSignal },
): Promise<number> {
  const model = { p_workspace: workspaceId, p_embedding_model: embedder.model };
  for (let embedded = 0; ; ) {
    const passages = await call<Unembedded[]>("passages_without_vector", { ...model, p_limit: batchSize });
    if (passages.length === 0) {
      await call<number>("forget_other_vectors", model);
      return embedded;
    }
    const vectors = await embedder.embed(passages.map(passageText), "passage", signal);
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
