import type { KnownValidators, PageValidators } from "../knowledge/page-validators.ts";
import type { WebAnswer } from "./ask-once.ts";
import { readDirectives } from "./page-directives.ts";
import { pageKey } from "./page-key.ts";

/** What is sent back to a site is what a header may hold, and no more of it than a site has reason to say. */
const plain = /^[\x21-\x7e](?:[\x20-\x7e]{0,510}[\x21-\x7e])?$/;
/** What is stored with a document holds no control characters; the database refuses some of them. */
const storable = /^\P{Cc}{0,2000}$/u;

/** What a site said of a page that it sent; undefined where it said nothing that it could be asked by. */
export function validatorsOf(answer: WebAnswer): PageValidators | undefined {
  const etag = answer.headers.get("etag") ?? "";
  const lastModified = answer.headers.get("last-modified") ?? "";
  const { canonical = "" } = readDirectives(answer);
  if ((!plain.test(etag) && !plain.test(lastModified)) || !storable.test(canonical)) return undefined;
  return {
    url: pageKey(answer.url),
    ...(plain.test(etag) && { etag }),
    ...(plain.test(lastModified) && { lastModified }),
    ...(canonical && { canonical }),
  };
}

/** The headers by which a page is sent only if it has changed; none for a page that is not known. */
export function onlyIfChanged(url: URL, known: KnownValidators | undefined): Record<string, string> {
  const { etag, lastModified } = known?.get(pageKey(url)) ?? {};
  return {
    ...(etag !== undefined && { "if-none-match": etag }),
    ...(lastModified !== undefined && { "if-modified-since": lastModified }),
  };
}
