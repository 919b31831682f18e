import type { WireError } from "../errors.ts";

/** Why a call failed, in words a visitor can use. `code` is the wire's, or `unreachable` when nothing answered. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly code: WireError["code"] | "unreachable";
  readonly retryAfterSeconds: number | undefined;
  readonly turnId: string | undefined;

  constructor(
    refusal: Pick<WireError, "message" | "retryAfterSeconds" | "turnId"> & { code: ApiFailure["code"] },
  ) {
    super(refusal.message);
    this.code = refusal.code;
    this.retryAfterSeconds = refusal.retryAfterSeconds;
    this.turnId = refusal.turnId;
  }
}

export type ApiRequest = {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  body?: unknown;
  accept?: string;
  /** The id of the last frame that arrived, to go on from there. */
  lastEventId?: string;
  signal?: AbortSignal;
  /** Lets the request outlive the page that made it. */
  keepalive?: boolean;
};

/** Calls the visitor API of one workspace. Throws ApiFailure for every refusal; an abort stays an AbortError. */
export async function callApi(workspace: string, path: string, request: ApiRequest = {}): Promise<Response> {
  const response = await send(workspace, path, request);
  if (!response.ok) throw await readFailure(response);
  return response;
}

/** The same, for an answer in JSON. */
export async function callJson<T>(workspace: string, path: string, request: ApiRequest = {}): Promise<T> {
  const response = await callApi(workspace, path, request);
  return (await response.json()) as T;
}

async function send(workspace: string, path: string, request: ApiRequest): Promise<Response> {
  try {
    return await fetch(path, {
      method: request.method ?? "GET",
      headers: {
        accept: request.accept ?? "application/json",
        "x-workspace": workspace,
        ...(request.lastEventId !== undefined && { "last-event-id": request.lastEventId }),
        ...(request.body !== undefined && { "content-type": "application/json" }),
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      ...(request.signal && { signal: request.signal }),
      ...(request.keepalive && { keepalive: true }),
    });
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw unreachable();
  }
}

/** What happened when no answer came at all. */
function unreachable(): ApiFailure {
  return new ApiFailure({
    code: "unreachable",
    message: "The server could not be reached. Your message is kept; check the connection, then try again.",
  });
}

async function readFailure(response: Response): Promise<ApiFailure> {
  const body = await response.json().catch(() => null);
  const error: WireError | undefined = body?.error;
  if (typeof error?.message === "string") return new ApiFailure(error);
  return new ApiFailure({
    code: "internal",
    message: `The server answered with an error (${response.status}). Your message is kept; try again.`,
  });
}
