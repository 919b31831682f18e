import { addressKey } from "./address-key.ts";
import { AppError } from "./errors.ts";
import { minuteCounter } from "./minute-counter.ts";

/** Wrong tries a minute for an address, and as many for an account, whichever is reached first. */
const mostTries = 5;

type Try = { address: string; account: string };

/** Counts a try before it is checked, so that tries side by side count too. Throws `rate_limited`. */
export async function spendTry({ address, account }: Try): Promise<void> {
  await spend("sign-in-address", addressKey(address));
  await spend("sign-in-account", account.toLowerCase());
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
export async function giveBackTry({ address, account }: Try): Promise<void> {
  await Promise.all([
    minuteCounter("sign-in-address").add(addressKey(address), -1),
    minuteCounter("sign-in-account").add(account.toLowerCase(), -1),
  ]);
}
