import { ModelError, type ModelErrorReason } from "./model-error.ts";
import { networkReason, providerCause } from "./provider-cause.ts";
import { retryAfterMs } from "./retry-after.ts";

/** The part of the SDK's errors that says what happened; a fault of the network has no status. */
type ApiError = { status?: number; code?: string | null; type?: string | null; headers?: Headers };

/** What an OpenAI request failed with, in our words. `secret` is the key, to be kept out of the cause. */
export function openaiError(error: unknown, secret: string): ModelError {
  if (error instanceof ModelError) return error;
  const fault = (typeof error === "object" && error !== null ? error : {}) as ApiError;
  const reason =
    fault.status === undefined ? networkReason(error) : reasonOf(fault.status, fault.code ?? null);
  return new ModelError(reason, `OpenAI: ${reason}${fault.status ? ` (status ${fault.status})` : ""}`, {
    cause: providerCause(error, secret),
    retryAfterMs: retryAfterMs(fault.headers),
  });
}

/** An error that came as a frame of the stream, after a good status. */
export function openaiFrameError(error: unknown, secret: string): ModelError {
  const { code, type, message } = typeof error === "object" && error !== null ? (error as FrameError) : {};
  const reason = reasonOf(statusOfType(type), typeof code === "string" ? code : null);
  const cause = providerCause(new Error(`${type ?? "error"}: ${message ?? String(error)}`), secret);
  return new ModelError(reason, `OpenAI: ${reason} during the answer`, { cause });
}

type FrameError = { code?: unknown; type?: string; message?: string };

/** Codes of platform.openai.com/docs/guides/error-codes first, then the status. */
function reasonOf(status: number, code: string | null): ModelErrorReason {
  switch (code) {
    case "context_length_exceeded":
    case "string_above_max_length":
      return "context_length";
    case "content_filter":
    case "content_policy_violation":
      return "filtered";
    case "insufficient_quota":
    case "billing_hard_limit_reached":
    case "invalid_api_key":
      return "unauthorized";
    case "model_not_found":
      return "no_such_model";
    case "rate_limit_exceeded":
      return "rate_limited";
    case "server_error":
      return "server";
    default:
      return reasonOfStatus(status);
  }
}

function reasonOfStatus(status: number): ModelErrorReason {
  switch (status) {
    case 401:
    case 402:
    case 403:
      return "unauthorized";
    case 404:
      return "no_such_model";
    case 408:
      return "timeout";
    case 413:
      return "context_length";
    case 429:
      return "rate_limited";
    case 503:
    case 529:
      return "overloaded";
    default:
      return status >= 500 ? "server" : "bad_request";
  }
}

function statusOfType(type: string | undefined): number {
  switch (type) {
    case "invalid_request_error":
      return 400;
    case "authentication_error":
    case "permission_error":
      return 401;
    case "requests":
    case "tokens":
    case "rate_limit_error":
      return 429;
    case "overloaded_error":
      return 503;
    default:
      return 500;
  }
}
