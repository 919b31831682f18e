/**
 * Every refusal the product gives, with its status and its public sentence. The wire shape is
 * `{"error":{code,message,requestId,field?,retryAfterSeconds?,turnId?}}`.
 */
const refusals = {
  invalid_request: { status: 400, sentence: "The request is not valid." },
  unauthenticated: { status: 401, sentence: "Sign in to do this." },
  insufficient_energy: { status: 402, sentence: "There is not enough energy left for this." },
  forbidden: { status: 403, sentence: "You have no right to do this." },
  not_found: { status: 404, sentence: "There is nothing at this address." },
  method_not_allowed: { status: 405, sentence: "This address does not know that method." },
  superseded: { status: 409, sentence: "A newer message arrived; both are answered together." },
  conflict: { status: 409, sentence: "This was changed meanwhile. Read it again, then repeat." },
  gone: { status: 410, sentence: "This link has expired." },
  payload_too_large: { status: 413, sentence: "The request is too large." },
  unsupported_media_type: { status: 415, sentence: "Send this as application/json." },
  rate_limited: { status: 429, sentence: "Too many requests. Wait a moment, then try again." },
  internal: { status: 500, sentence: "Something went wrong on our side. Your message was kept; try again." },
  provider_unavailable: {
    status: 503,
    sentence: "No model can answer right now. Your message was kept; try again in a moment.",
  },
} as const;

export type ErrorCode = keyof typeof refusals;

type Details = {
  message?: string;
  /** The name of the bad field, dotted for nested ones. */
  field?: string;
  retryAfterSeconds?: number;
  turnId?: string;
  headers?: Record<string, string>;
  cause?: unknown;
};

/** A refusal with its code. Its message is public: no stack, no provider's words, no secret. */
export class AppError extends Error {
  override readonly name = "AppError";

  /** By name: the bundler gives each route its own copy of a class, and what one threw another has to know. */
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return value !== null && typeof value === "object" && "name" in value && value.name === "AppError";
  }

  readonly code: ErrorCode;
  readonly status: number;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly turnId: string | undefined;
  readonly headers: Record<string, string>;

  constructor(code: ErrorCode, details: Details = {}) {
    super(details.message ?? refusals[code].sentence, { cause: details.cause });
    this.code = code;
    this.status = refusals[code].status;
    this.field = details.field;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.turnId = details.turnId;
    this.headers = details.headers ?? {};
  }
}

export type WireError = {
  code: ErrorCode;
  message: string;
  requestId: string;
  field?: string;
  retryAfterSeconds?: number;
  turnId?: string;
};

/** Any error as the refusal it is: its own, that of a database which is away, else a bug, of which no more is said. */
export function toRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (!isDatabaseAway(error)) return new AppError("internal", { cause: error });
  return new AppError("provider_unavailable", {
    message: "Our database cannot be reached right now. Try again in a moment.",
    retryAfterSeconds: 5,
    cause: error,
  });
}

/**
 * Whether the database could not be reached or would not serve, so that the same may succeed later. By name, as an
 * AppError is. SQLSTATE classes 08 (connection), 53 (no resources left), 57P (shutting down or starting), and
 * PostgREST's group 0, when it cannot reach the database.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (error === null || typeof error !== "object" || !("sqlState" in error)) return false;
  return /^(connection$|08|53|57P|PGRST00)/.test(String(error.sqlState));
}

/** The body of an error as it is sent. */
export function toWireError(error: unknown, requestId: string): WireError {
  const refusal = toRefusal(error);
  return {
    code: refusal.code,
    message: refusal.message,
    requestId,
    ...(refusal.field !== undefined && { field: refusal.field }),
    ...(refusal.retryAfterSeconds !== undefined && { retryAfterSeconds: refusal.retryAfterSeconds }),
    ...(refusal.turnId !== undefined && { turnId: refusal.turnId }),
  };
}
