import type { WireError } from "../errors.ts";
import { type SentRequest, sendRequest } from "./send-request.ts";

/** Why a call to the admin API failed, in words an operator can act on. `unreachable`: nothing answered. */
export class AdminFailure extends Error {
  override readonly name = "AdminFailure";
  readonly code: WireError["code"] | "unreachable";
  /** The name of the field that was not accepted. */
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    refusal: Pick<WireError, "message" | "field" | "retryAfterSeconds"> & { code: AdminFailure["code"] },
  ) {
    super(refusal.message);
    this.code = refusal.code;
    this.field = refusal.field;
    this.retryAfterSeconds = refusal.retryAfterSeconds;
  }
}

/** Calls `/api/admin/<path>` for one workspace (null: none is needed). Throws AdminFailure for every refusal; an abort stays an AbortError. */
export async function callAdmin<T>(
  workspace: string | null,
  path: string,
  request: SentRequest = {},
): Promise<T> {
  const headers = { ...(workspace !== null && { "x-workspace": workspace }) };
  const response = await sendRequest(`/api/admin/${path}`, request, { headers, unreachable });
  if (!response.ok) throw failureOf(response.status, await response.json().catch(() => null));
  return (await response.json()) as T;
}

/** What happened when no answer came at all. */
export function unreachable(): AdminFailure {
  return new AdminFailure({
    code: "unreachable",
    message: "The server could not be reached. Nothing was changed; check the connection, then try again.",
  });
}

/** The failure that an answer's status and body tell. A fault of ours says nothing of what it was. */
export function failureOf(status: number, body: { error?: WireError } | null): AdminFailure {
  const error = body?.error;
  if (typeof error?.message === "string" && error.code !== "internal") return new AdminFailure(error);
  return new AdminFailure({
    code: "internal",
    message: `Something went wrong on the server (${status}). Try again; its log says what happened.`,
  });
}

/** An error as a sentence to show. What is no refusal is a bug of the page itself. */
export function sentenceOf(error: unknown): string {
  return error instanceof AdminFailure
    ? error.message
    : "Something went wrong on this page. Reload it, then try again.";
}
