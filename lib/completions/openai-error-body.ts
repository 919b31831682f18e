import type { ErrorCode, WireError } from "../errors.ts";

/** A refusal as OpenAI words it: `{"error":{message,type,param,code}}`. The status is ours. */
export function openaiErrorBody({ code, message, field }: WireError) {
  const { type, code: theirs } = names[code];
  return { error: { message, type, param: field ?? null, code: theirs } };
}

const invalid = "invalid_request_error";
const names: Record<ErrorCode, { type: string; code: string | null }> = {
  invalid_request: { type: invalid, code: "invalid_request" },
  unauthenticated: { type: "authentication_error", code: "invalid_api_key" },
  insufficient_energy: { type: "insufficient_quota", code: "insufficient_quota" },
  forbidden: { type: "permission_error", code: "permission_denied" },
  not_found: { type: invalid, code: "model_not_found" },
  gone: { type: invalid, code: "gone" },
  method_not_allowed: { type: invalid, code: "method_not_allowed" },
  superseded: { type: invalid, code: "superseded" },
  conflict: { type: invalid, code: "conflict" },
  payload_too_large: { type: invalid, code: "payload_too_large" },
  unsupported_media_type: { type: invalid, code: "unsupported_media_type" },
  rate_limited: { type: "rate_limit_error", code: "rate_limit_exceeded" },
  provider_unavailable: { type: "server_error", code: "provider_unavailable" },
  internal: { type: "server_error", code: "internal" },
};
