import { splitterVersion } from "./split-document.ts";

/** What a site said of a page when it was read (RFC 9110, 8.8): by this it can be asked whether the page has changed since. */
export type PageValidators = {
  /** Where the page was found in the end; no other address is asked by them. */
  url: string;
  etag?: string;
  lastModified?: string;
  /** The address that the page named as its original. */
  canonical?: string;
};

/** By `url`. */
export type KnownValidators = ReadonlyMap<string, PageValidators>;

/** A page that has not changed since it was read last, as its site says. */
export type UnchangedPage = { name: string; url: string; isUnchanged: true };

/** As they stand with a document: `readAs` says how the page was read and cut. */
export type KeptValidators = PageValidators & { readAs: string };

/** A page is asked for whole where this has changed: it would become another document although its site left it alone. */
export function readAs(tags: readonly string[]): string {
  return JSON.stringify([splitterVersion, ...new Set(tags)]);
}
