import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "./errors.ts";
import { runtime } from "./runtime.ts";

const key = Symbol.for("bevgenie.new-visitor-limit");
const holder = globalThis as { [key]?: RateLimiterMemory };

/**
 * Counts a new visitor against NEW_VISITORS_PER_MINUTE_PER_IP; call it where one is about to be made. `address` is
 * the one server.ts saw, which no header of a client changes. Throws `rate_limited`.
 */
export async function admitNewVisitor(address: string): Promise<void> {
  const points = runtime().settings.NEW_VISITORS_PER_MINUTE_PER_IP;
  if (points === 0) return;
  holder[key] ??= new RateLimiterMemory({ points, duration: 60 });
  try {
    await holder[key].consume(address);
  } catch (rejection) {
    if (!isSpent(rejection)) throw rejection;
    throw new AppError("rate_limited", {
      message: "Too many new visitors came from this address. Wait a minute, then try again.",
      retryAfterSeconds: Math.max(1, Math.ceil(rejection.msBeforeNext / 1000)),
    });
  }
}

/** Known by what it says: after a hot reload the limiter kept is of another copy of the package. */
function isSpent(rejection: unknown): rejection is RateLimiterRes {
  return typeof rejection === "object" && rejection !== null && "msBeforeNext" in rejection;
}
