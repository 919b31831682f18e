export type SentRequest = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
  /** Lets the request outlive the page that made it. */
  keepalive?: boolean;
};

/**
 * Sends a request to this server. Throws `unreachable()` where nothing answered; an abort stays an AbortError. What
 * is answered is returned, whatever its status.
 */
export async function sendRequest(
  path: string,
  { method = "GET", body, signal, keepalive }: SentRequest,
  { headers, unreachable }: { headers: Record<string, string>; unreachable: () => Error },
): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
      ...(keepalive && { keepalive: true }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachable();
  }
}
