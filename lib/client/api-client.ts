import type { WireError } from "../errors.ts";
import { type SentRequest, sendRequest } from "./send-request.ts";

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

export type ApiRequest = SentRequest & {
  accept?: string;
  /** The id of the last frame that arrived, to go on from there. */
  lastEventId?: string;
};

/** Calls the visitor API of one workspace. Throws ApiFailure for every refusal; an abort stays an AbortError. */
export async function callApi(
  workspace: string,
  path: string,
  { accept = "application/json", lastEventId, ...request }: ApiRequest = {},
): Promise<Response> {
  const headers = {
    accept,
    "x-workspace": workspace,
    ...(lastEventId !== undefined && { "last-event-id": lastEventId }),
  };
  const response = await sendRequest(path, request, { headers, unreachable });
  if (!response.ok) throw await readFailure(response);
  return response;
}

/** The same, for an answer in JSON. */
export async function callJson<T>(workspace: string, path: string, request: ApiRequest = {}): Promise<T> {
  const response = await callApi(workspace, path, request);
  return (await response.json()) as T;
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
