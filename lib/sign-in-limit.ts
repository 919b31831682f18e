import { addressKey } from "./address-key.ts";
import { AppError } from "./errors.ts";
import { minuteCounter } from "./minute-counter.ts";

/** Wrong tries a minute for an address, whatever accounts they name. */
const mostTries = 5;

/**
 * Counts a try before it is checked, so that tries side by side count too. Only by address: an account that is closed
 * to everybody after so many wrong tries could be kept closed by anybody. Who guesses from many addresses waits in one
 * line, where each password takes a third of a second (password.ts). Throws `rate_limited`.
 */
export async function spendTry(address: string): Promise<void> {
  await spend("sign-in-address", addressKey(address));
}

/**
 * Counts a password that a visitor sets on a page, as many a minute for an address: storing one takes as long as
 * trying one, and all of them wait in one line with whoever signs in. Throws `rate_limited`.
 */
export async function spendNewPassword(address: string): Promise<void> {
  await spend("new-password-address", addressKey(address));
}

async function spend(counter: string, key: string): Promise<void> {
  const { points, resetMs } = await minuteCounter(counter).add(key);
  if (points <= mostTries) return;
  throw new AppError("rate_limited", {
    message: "Too many tries. Wait a minute, then try again.",
    retryAfterSeconds: Math.max(1, Math.ceil(resetMs / 1000)),
  });
}

/** A right password was no wrong try: it is given back. The wrong ones before it go on counting. */
export async function giveBackTry(address: string): Promise<void> {
  await minuteCounter("sign-in-address").add(addressKey(address), -1);
}
