import { ollamaNetworkError, ollamaStatusError } from "./ollama-error.ts";
import { streamFetch } from "./stream-fetch.ts";

type OllamaRequest = { baseUrl: string; path: string; body: object; signal: AbortSignal | undefined };

/** One POST to Ollama's own API. Throws ModelError for every answer but 200, or the signal's reason. */
export async function ollamaRequest({ baseUrl, path, body, signal }: OllamaRequest): Promise<Response> {
  signal?.throwIfAborted();
  const response = await send().catch((error: unknown) => {
    if (signal?.aborted) throw signal.reason;
    throw ollamaNetworkError(error);
  });
  if (response.status !== 200) throw await ollamaStatusError(response);
  return response;

  function send() {
    return streamFetch(`${baseUrl.replace(/\/+$/, "")}/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: signal ?? null,
    });
  }
}
