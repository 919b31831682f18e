import { createHmac, timingSafeEqual } from "node:crypto";
import { runtime } from "./runtime.ts";

/**
 * Who has given a page's password keeps a cookie that only this installation can make, for that page and
 * that password: a new password locks everybody out again.
 */

export function unlockCookieName(pageId: string): string {
  return `bevgenie_page_${pageId}`;
}

export function unlockToken(pageId: string, passwordHash: string): string {
  const key = runtime().settings.SESSION_SECRET;
  return createHmac("sha256", key).update(`page ${pageId} ${passwordHash}`).digest("base64url");
}

type Cookies = { get(name: string): { value: string } | undefined };

export async function isUnlocked(pageId: string, passwordHash: string, cookies: Cookies): Promise<boolean> {
  const given = Buffer.from(cookies.get(unlockCookieName(pageId))?.value ?? "");
  const wanted = Buffer.from(unlockToken(pageId, passwordHash));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
