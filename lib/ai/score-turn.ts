import type { ScoredTurn, TurnRequest } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** How long a remote model may take over the question's vector before the search goes on by words alone. */
const embeddingLimitMs = 1_500;

/** Reads the message's evidence for who the visitor is, and turns its question into a vector. Never throws. */
export async function scoreTurn(request: TurnRequest, deps: TurnDeps): Promise<ScoredTurn> {
  const embedding = embedQuestion(request.message, deps);
  const signals = deps.workspace.scorePersona(request.message);
  return { ...request, signals, embedding: await embedding };
}

/** Without a vector the search finds by words only, so a failing embedder costs quality, not the answer. */
async function embedQuestion(message: string, { embedder, log }: TurnDeps): Promise<number[] | undefined> {
  try {
    const [vector] = await embedder.embed([message], "question", AbortSignal.timeout(embeddingLimitMs));
    return vector;
  } catch (error) {
    log.warn({ err: error, model: embedder.model }, "the question could not be embedded");
    return undefined;
  }
}
