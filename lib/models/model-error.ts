/** What went wrong at a provider, in our words. */
export type ModelErrorReason =
  | "timeout"
  | "connection"
  | "rate_limited"
  | "overloaded"
  | "server"
  | "unauthorized"
  | "no_such_model"
  | "bad_request"
  | "context_length"
  | "filtered"
  | "malformed"
  | "cut_off"
  | "breaker_open";

type Policy = { retryable: boolean; countsAgainstHealth: boolean };

/** Which faults can pass by themselves, and which say something about the provider's health (a bad request does not). */
const policies: Record<ModelErrorReason, Policy> = {
  timeout: { retryable: true, countsAgainstHealth: true },
  connection: { retryable: true, countsAgainstHealth: true },
  rate_limited: { retryable: true, countsAgainstHealth: false },
  overloaded: { retryable: true, countsAgainstHealth: true },
  server: { retryable: true, countsAgainstHealth: true },
  unauthorized: { retryable: false, countsAgainstHealth: true },
  no_such_model: { retryable: false, countsAgainstHealth: true },
  bad_request: { retryable: false, countsAgainstHealth: false },
  context_length: { retryable: false, countsAgainstHealth: false },
  filtered: { retryable: false, countsAgainstHealth: false },
  malformed: { retryable: true, countsAgainstHealth: true },
  cut_off: { retryable: true, countsAgainstHealth: true },
  // Nobody was asked; `retryAfterMs` says when somebody will be.
  breaker_open: { retryable: false, countsAgainstHealth: false },
};

type ModelErrorOptions = {
  /** The provider's own words, already rid of keys (`providerCause`). */
  cause?: unknown;
  /** How long the provider asked us to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
};

/**
 * A fault of a provider. Born in an adapter only, or in what wraps one. Its message is in our own words and
 * for the log, never for a visitor; what the provider said is in `cause`.
 */
export class ModelError extends Error {
  override readonly name = "ModelError";

  /** By name: the bundler gives each route its own copy of a class, and what one threw another has to know. */
  static override [Symbol.hasInstance](value: unknown): value is ModelError {
    return value !== null && typeof value === "object" && "name" in value && value.name === "ModelError";
  }

  readonly reason: ModelErrorReason;
  readonly retryable: boolean;
  readonly countsAgainstHealth: boolean;
  /** From Retry-After, when the provider sent one. */
  readonly retryAfterMs: number | undefined;

  constructor(reason: ModelErrorReason, message: string, options: ModelErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.reason = reason;
    this.retryable = policies[reason].retryable;
    this.countsAgainstHealth = policies[reason].countsAgainstHealth;
    this.retryAfterMs = options.retryAfterMs;
  }
}
