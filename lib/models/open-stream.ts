import type { IncomingMessage } from "node:http";
import { ModelError } from "./model-error.ts";
import { streamOf } from "./stream-fetch.ts";

type Opening = {
  signal: AbortSignal;
  /** What the provider's SDK throws, as ours. */
  toError: (error: unknown) => ModelError;
  /** For the log. */
  provider: string;
};

/**
 * The bytes of a streaming answer that an SDK asked for over `streamFetch`. Throws ModelError; after an abort, the
 * signal's reason.
 */
export async function openStream(
  ask: () => Promise<Response>,
  { signal, toError, provider }: Opening,
): Promise<IncomingMessage> {
  signal.throwIfAborted();
  const response = await ask().catch((error: unknown) => {
    throw signal.aborted ? signal.reason : toError(error);
  });
  const body = streamOf(response);
  if (!body) throw new ModelError("malformed", `${provider}: the answer is no event stream`);
  return body;
}
