import type { KnownValidators } from "../knowledge/page-validators.ts";
import type { WebAnswer } from "./ask-once.ts";
import { followRedirects } from "./follow-redirects.ts";
import { assertAllowed } from "./robots.ts";
import { isUnchanged } from "./unchanged-page.ts";
import { assertReadable } from "./web-file.ts";
import { siteFailure, webRefusal } from "./web-refusal.ts";
import type { WebWorld } from "./web-world.ts";

export type PageRequest = {
  url: URL;
  called: "page" | "sitemap";
  signal: AbortSignal;
  mostBytes: number;
  /** Pages that are to be sent only if they have changed. */
  known?: KnownValidators | undefined;
  /** Refuses an address on the way, by throwing. */
  assertWanted?: (url: URL) => void;
};

/**
 * One page as its site lets it be read: robots.txt of every site on the way respected, in turn with whoever else
 * reads there. Throws AppError `invalid_request` for everything but a whole answer of status 200, or 304 for a page
 * that is known and has not changed.
 */
export async function readPage(request: PageRequest, world: WebWorld): Promise<WebAnswer> {
  const { url, called, signal, mostBytes, known, assertWanted = () => undefined } = request;
  const before = async (next: URL) => {
    assertWanted(next);
    return assertAllowed(next, signal, world);
  };
  const bytesOf = (answer: Pick<WebAnswer, "url" | "status" | "headers">) => {
    if (answer.status !== 200) return 0;
    assertReadable(answer.headers);
    return mostBytes;
  };
  const answer = await followRedirects({ url, called, signal, known, before, bytesOf }, world);
  if (answer.status !== 200 && !isUnchanged(answer, known)) throw notRead(answer);
  return answer;
}

function notRead({ status, url: { hostname } }: WebAnswer) {
  if (status === 404 || status === 410) return webRefusal(`There is nothing at this address (${status}).`);
  if (status === 401 || status === 403) {
    return webRefusal(`${hostname} does not let this page be read without signing in (${status}).`);
  }
  if (status === 429) return siteFailure(`${hostname} asks to be left alone for now (429).`);
  if (status >= 500) return siteFailure(`${hostname} could not deliver the page (${status}).`);
  return webRefusal(`${hostname} answered with status ${status} instead of a page.`);
}
