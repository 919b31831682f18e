import { ModelError, type ModelErrorReason } from "./model-error.ts";
import { networkReason, providerCause } from "./provider-cause.ts";
import { retryAfterMs } from "./retry-after.ts";

/** The part of the SDK's errors that says what happened; a fault of the network has no status. */
type ApiError = { status?: number; type?: string | null; apiMessage?: string | null; headers?: Headers };

/** What an Anthropic request failed with, in our words. `secret` is the key, to be kept out of the cause. */
export function anthropicError(error: unknown, secret: string): ModelError {
  if (error instanceof ModelError) return error;
  const fault = (typeof error === "object" && error !== null ? error : {}) as ApiError;
  const reason =
    fault.status === undefined
      ? networkReason(error)
      : reasonOf(fault.type ?? typeOfStatus(fault.status), fault.apiMessage ?? "");
  return new ModelError(reason, `Anthropic: ${reason}${fault.status ? ` (status ${fault.status})` : ""}`, {
    cause: providerCause(error, secret),
    retryAfterMs: retryAfterMs(fault.headers),
  });
}

/** The error of an `error` event, which comes after a good status. */
export function anthropicEventError(error: unknown, secret: string): ModelError {
  const { type = "api_error", message = "" } = (typeof error === "object" && error !== null ? error : {}) as {
    type?: string;
    message?: string;
  };
  const reason = reasonOf(type, message);
  const cause = providerCause(new Error(`${type}: ${message}`), secret);
  return new ModelError(reason, `Anthropic: ${reason} during the answer`, { cause });
}

/** Types of platform.claude.com/docs/en/api/errors. */
function reasonOf(type: string, message: string): ModelErrorReason {
  switch (type) {
    case "invalid_request_error":
      // The only word there is for it: an own type for a prompt that is too long does not exist.
      return /prompt is too long|context window|maximum context/i.test(message)
        ? "context_length"
        : "bad_request";
    case "authentication_error":
    case "permission_error":
    case "billing_error":
      return "unauthorized";
    case "not_found_error":
      return "no_such_model";
    case "request_too_large":
      return "context_length";
    case "rate_limit_error":
      return "rate_limited";
    case "timeout_error":
      return "timeout";
    case "overloaded_error":
      return "overloaded";
    default:
      return type === "api_error" ? "server" : "bad_request";
  }
}

/** For an answer without an error object, as proxies on the way send. */
function typeOfStatus(status: number): string {
  switch (status) {
    case 401:
    case 402:
    case 403:
      return "authentication_error";
    case 404:
      return "not_found_error";
    case 408:
    case 504:
      return "timeout_error";
    case 413:
      return "request_too_large";
    case 429:
      return "rate_limit_error";
    case 503:
    case 529:
      return "overloaded_error";
    default:
      return status >= 500 ? "api_error" : "invalid_request_error";
  }
}
