import { expect, test } from "@jest/globals";
import { AppError, type ErrorCode, toWireError } from "../../lib/errors.ts";

/** The contract's table. */
const statuses: Record<ErrorCode, number> = {
  invalid_request: 400,
  unauthenticated: 401,
  insufficient_energy: 402,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  superseded: 409,
  conflict: 409,
  gone: 410,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal: 500,
  provider_unavailable: 503,
};

test.each(Object.entries(statuses) as [ErrorCode, number][])(
  "%s has the status %i and a sentence",
  (code, status) => {
    const error = new AppError(code);
    expect(error.status).toBe(status);
    expect(error.message).toMatch(/^[A-Z].+\.$/);
    expect(toWireError(error, "r1")).toEqual({ code, message: error.message, requestId: "r1" });
  },
);

test("only what is known of a refusal is sent", () => {
  const error = new AppError("conflict", { field: "title", retryAfterSeconds: 0, cause: new Error("inner") });
  expect(toWireError(error, "r1")).toEqual({
    code: "conflict",
    message: error.message,
    requestId: "r1",
    field: "title",
    retryAfterSeconds: 0,
  });
});

test.each([new Error("the database said: secret"), "secret", null, { code: "conflict", message: "secret" }])(
  "what is no refusal is a bug, and is sent without its words",
  (bug) => {
    const wire = toWireError(bug, "r1");
    expect(wire.code).toBe("internal");
    expect(JSON.stringify(wire)).not.toContain("secret");
  },
);
