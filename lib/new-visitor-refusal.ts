import { AppError } from "./errors.ts";

/** What somebody new is told when too many came from their address within a minute. */
export function tooManyNewVisitors({ retryAfterSeconds }: { retryAfterSeconds: number }): AppError {
  return new AppError("rate_limited", {
    message: "Too many new visitors came from this address. Wait a minute, then try again.",
    retryAfterSeconds,
  });
}
