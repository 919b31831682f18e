import type { KnownValidators, UnchangedPage } from "../knowledge/page-validators.ts";
import type { WebAnswer } from "./ask-once.ts";
import { pageKey } from "./page-key.ts";
import { nameFromUrl } from "./web-file.ts";

/** Whether a site says of a page that is known that it has not changed. */
export function isUnchanged(
  { url, status }: Pick<WebAnswer, "url" | "status">,
  known: KnownValidators | undefined,
) {
  return status === 304 && known?.has(pageKey(url)) === true;
}

export function unchangedPage({ url }: WebAnswer): UnchangedPage {
  return { name: nameFromUrl(url), url: pageKey(url), isUnchanged: true };
}
