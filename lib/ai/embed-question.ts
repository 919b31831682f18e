import type { AskedTurn, TurnRequest } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** How long a remote model may take over the question's vector before the search goes on by words alone. */
const embeddingLimitMs = 1_500;

/** Turns the message into the vector its passages are searched by. Without one the search finds by words only: never throws. */
export async function embedQuestion(request: TurnRequest, { embedder, log }: TurnDeps): Promise<AskedTurn> {
  try {
    const limit = AbortSignal.timeout(embeddingLimitMs);
    const [embedding] = await embedder.embed([request.message], "question", limit);
    return { ...request, embedding };
  } catch (error) {
    log.warn({ err: error, model: embedder.model }, "the question could not be embedded");
    return { ...request, embedding: undefined };
  }
}
