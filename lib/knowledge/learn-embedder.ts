import type { Call } from "../db/call.ts";
import { AppError } from "../errors.ts";
import type { Embedder } from "../models/model.ts";
import { leastPassages, readMeanings } from "./corpus-meanings.ts";
import { learnedEmbedder } from "./embed-learned.ts";
import { passageText } from "./passage-text.ts";
import { reembedPassages } from "./reembed-passages.ts";
import { toVectorText } from "./vector-text.ts";

type Passage = { number: number; title: string; headingPath: string[]; content: string };

export type Learning = {
  workspaceId: string;
  run: string;
  call: Call;
  /** Turns texts into a snapshot's bytes: learn-in-worker.ts. */
  learn: (texts: readonly string[]) => Promise<Buffer>;
};

/** More passages than these are learnt from evenly: every second, every third. */
const mostLearnt = 10_000;
const partSize = 500;
const batchSize = 64;

/**
 * Teaches a workspace's local embedder from its own passages, for a run that `claim_learning` granted: learns a
 * snapshot, embeds every passage with it while the vectors of before go on serving, and then uses it. Returns the new
 * embedder. What goes wrong is noted at the run, changes nothing of what serves, and is thrown: AppError
 * `invalid_request` for too few passages, DatabaseError, or the learner's own Error.
 */
export async function learnEmbedder(learning: Learning): Promise<Embedder> {
  let passages = 0;
  try {
    const texts = await readTexts(learning);
    passages = texts.length;
    await note(learning, { state: "learning", passages });
    const bytes = await learning.learn(texts);
    const meanings = readMeanings(bytes);
    const embedder = learnedEmbedder(meanings);
    const { workspaceId, call } = learning;
    await call("store_learned_embedder", {
      p_workspace: workspaceId,
      p_embedder: {
        id: meanings.id,
        body: bytes.toString("base64"),
        passages,
        terms: meanings.terms,
        dimensions: meanings.dimensions,
      },
    });
    await embedAll(embedder, learning, passages);
    await call("use_learned_embedder", { p_workspace: workspaceId, p_id: meanings.id });
    // With what was added while the others were embedded; and only now does it serve.
    await reembedPassages(workspaceId, { call, embedder });
    await note(learning, { state: "done", passages, embedded: passages });
    return embedder;
  } catch (error) {
    const reason = error instanceof AppError ? error.message : "Learning failed; the server's log says why.";
    await note(learning, { state: "failed", passages, error: reason }).catch(() => undefined);
    throw error;
  }
}

type Note = {
  state: "learning" | "embedding" | "done" | "failed";
  passages: number;
  embedded?: number;
  error?: string;
};

async function note(
  { workspaceId, run, call }: Learning,
  { state, passages, embedded, error }: Note,
): Promise<void> {
  const isCurrent = await call<boolean>("note_learning", {
    p_workspace: workspaceId,
    p_run: run,
    p_state: state,
    p_passages: passages,
    p_embedded: embedded ?? 0,
    p_error: error ?? null,
  });
  if (!isCurrent) throw new AppError("conflict", { message: "Another run has taken this one's place." });
}

async function readTexts({ workspaceId, call }: Learning): Promise<string[]> {
  const texts: string[] = [];
  for (let after = 0; ; ) {
    const part = await call<Passage[]>("learning_passages", {
      p_workspace: workspaceId,
      p_after: after,
      p_limit: partSize,
    });
    texts.push(...part.map(passageText));
    after = part.at(-1)?.number ?? after;
    if (part.length < partSize) break;
  }
  if (texts.length < leastPassages) {
    throw new AppError("invalid_request", {
      message: `There are ${texts.length} passages; fewer than ${leastPassages} tell nothing that their words do not.`,
    });
  }
  const step = Math.ceil(texts.length / mostLearnt);
  return texts.filter((_, index) => index % step === 0);
}

async function embedAll(embedder: Embedder, learning: Learning, passages: number): Promise<void> {
  const { workspaceId, call } = learning;
  const model = { p_workspace: workspaceId, p_embedding_model: embedder.model };
  for (let embedded = 0; ; ) {
    const part = await call<Passage[]>("passages_without_vector", { ...model, p_limit: batchSize });
    if (part.length === 0) return;
    const vectors = await embedder.embed(part.map(passageText), "passage");
    await call("store_vectors", {
      ...model,
      p_vectors: part.map(({ number }, index) => ({ number, embedding: toVectorText(vectors[index] ?? []) })),
    });
    embedded += part.length;
    await note(learning, { state: "embedding", passages, embedded });
  }
}
