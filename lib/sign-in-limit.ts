import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "./errors.ts";

/** Five wrong tries a minute for an address, and five for an account, whichever is reached first. */
const limits = { points: 5, duration: 60 };

const key = Symbol.for("bevgenie.sign-in-limit");
const holder = globalThis as { [key]?: { address: RateLimiterMemory; account: RateLimiterMemory } };

function limiters() {
  holder[key] ??= { address: new RateLimiterMemory(limits), account: new RateLimiterMemory(limits) };
  return holder[key];
}

type Try = { address: string; account: string };

/** Counts a try before it is checked, so that tries side by side count too. Throws `rate_limited`. */
export async function spendTry({ address, account }: Try): Promise<void> {
  try {
    await limiters().address.consume(address);
    await limiters().account.consume(account.toLowerCase());
  } catch (rejection) {
    if (!isRefusal(rejection)) throw rejection;
    throw new AppError("rate_limited", {
      message: "Too many tries. Wait a minute, then try again.",
      retryAfterSeconds: Math.max(1, Math.ceil(rejection.msBeforeNext / 1000)),
    });
  }
}

/** A right password was no wrong try: it is given back. The wrong ones before it go on counting. */
export async function giveBackTry({ address, account }: Try): Promise<void> {
  await Promise.all([
    limiters().address.reward(address, 1),
    limiters().account.reward(account.toLowerCase(), 1),
  ]);
}

/** Known by what it says: after a hot reload the limiters kept are of another copy of the package. */
function isRefusal(rejection: unknown): rejection is RateLimiterRes {
  return typeof rejection === "object" && rejection !== null && "msBeforeNext" in rejection;
}
