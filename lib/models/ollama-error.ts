import { ModelError, type ModelErrorReason } from "./model-error.ts";
import { networkReason, providerCause } from "./provider-cause.ts";
import { retryAfterMs } from "./retry-after.ts";

/** A request to Ollama that never got an answer. */
export function ollamaNetworkError(error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  const reason = networkReason(error);
  return new ModelError(reason, `Ollama: ${reason}`, { cause: providerCause(error, undefined) });
}

/** A refused request: `{"error": "…"}` with its status. */
export async function ollamaStatusError(response: Response): Promise<ModelError> {
  const words = await response.text();
  const reason = reasonOf(response.status, words);
  return new ModelError(reason, `Ollama: ${reason} (status ${response.status})`, {
    cause: providerCause(new Error(words), undefined),
    retryAfterMs: retryAfterMs(response.headers),
  });
}

/** An error line of a stream, after a good status. */
export function ollamaLineError(words: unknown): ModelError {
  const text = typeof words === "string" ? words : JSON.stringify(words);
  const reason = reasonOf(500, text);
  const cause = providerCause(new Error(text), undefined);
  return new ModelError(reason, `Ollama: ${reason} during the answer`, { cause });
}

/** Statuses of docs/api/errors of Ollama. There are no codes, so a prompt that is too long shows in the words only. */
function reasonOf(status: number, words: string): ModelErrorReason {
  if (/context length|exceeds? .*context|input length/i.test(words)) return "context_length";
  switch (status) {
    case 401:
    case 403:
      return "unauthorized";
    case 404:
      return "no_such_model";
    case 408:
    case 504:
      return "timeout";
    case 429:
      return "rate_limited";
    case 503:
    case 529:
      return "overloaded";
    default:
      return status >= 500 ? "server" : "bad_request";
  }
}
