import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** scrypt with the parameters OWASP recommends (N=2^17, r=8, p=1); 128 MiB for about a third of a second. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
const keyLength = 32;

/** The text that is stored instead of a password: `scrypt$<salt>$<key>`, both base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString("base64url")}$${(await derive(password, salt)).toString("base64url")}`;
}

/**
 * Does the password belong to the hash? Takes the same time whether it does, and, given no hash at all
 * (no such account), as long as if there were one.
 */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, salt = "", key = ""] = (hash ?? "").split("$");
  const wanted = Buffer.from(key, "base64url");
  const derived = await derive(password, salt ? Buffer.from(salt, "base64url") : randomBytes(16));
  return wanted.length === keyLength && timingSafeEqual(derived, wanted);
}

/** One at a time: each takes a thread for a third of a second, and everybody's cookies wait for those threads too. */
let last: Promise<unknown> = Promise.resolve();

function derive(password: string, salt: Buffer): Promise<Buffer> {
  const derived = last.then(() => deriveNow(password, salt));
  last = derived.catch(() => undefined);
  return derived;
}

function deriveNow(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((done, fail) => {
    scrypt(password.normalize("NFKC"), salt, keyLength, cost, (error, key) =>
      error ? fail(error) : done(key),
    );
  });
}
