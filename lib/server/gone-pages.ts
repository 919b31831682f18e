import type { ServerResponse } from "node:http";
import type { Call } from "../db/call.ts";

const address = /^\/p\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[?#]|$)/i;

/**
 * A page that is no longer to be had answers 410, which a server component cannot say by itself, and a proxy file
 * costs every request two milliseconds. The words are the page's own. Where the database cannot be asked, the page
 * says so itself.
 */
export async function markGonePage(url: string, response: ServerResponse, call: Call): Promise<void> {
  const pageId = address.exec(url)?.[1];
  if (!pageId) return;
  const stored = await call<{ gone: boolean } | null>("read_linked_page", { p_page: pageId }).catch(
    () => null,
  );
  if (stored?.gone) Object.defineProperty(response, "statusCode", { get: () => 410, set: () => undefined });
}
