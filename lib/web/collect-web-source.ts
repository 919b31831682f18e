import { AppError } from "../errors.ts";
import type { KnownValidators, UnchangedPage } from "../knowledge/page-validators.ts";
import type { SourceFile } from "../knowledge/prepare-document.ts";
import { collectSitemap, type WebProgress } from "./collect-sitemap.ts";
import { fetchWebFile } from "./fetch-web-file.ts";
import type { SkippedPage } from "./skipped-page.ts";
import { readWebAddress } from "./web-address.ts";
import { type WebOptions, webWorld } from "./web-world.ts";

export type WebSource = { url: string; kind: "page" | "sitemap" };

export type CollectOptions = WebOptions & {
  /** Told after each page. */
  onProgress?: (progress: WebProgress) => void;
  /** Pages of a sitemap that are to be sent only if they have changed. */
  known?: KnownValidators;
};

/**
 * Everything at an address, one file after the other: the page itself, or the pages that a sitemap names. What cannot
 * be had comes as its reason instead; each address comes once. Pages are fetched as the reader asks for the next, so
 * whoever is slow holds nothing but one. Leaving the loop ends it. Throws only the signal's reason, and bugs.
 */
export async function* collectWebSource(
  { url, kind }: WebSource,
  { onProgress = () => undefined, known, ...options }: CollectOptions,
): AsyncGenerator<SourceFile | SkippedPage | UnchangedPage> {
  try {
    if (kind === "sitemap") {
      yield* collectSitemap(
        { site: readWebAddress(url), signal: options.signal, known, onProgress },
        webWorld(options),
      );
      return;
    }
    onProgress({ found: 1, read: 0, skipped: 0 });
    const file = await fetchWebFile(url, options);
    onProgress({ found: 1, read: 1, skipped: 0 });
    yield file;
  } catch (error) {
    if (options.signal.aborted || !(error instanceof AppError)) throw error;
    onProgress({ found: 1, read: 0, skipped: 1 });
    yield { name: url.slice(0, 120), url, reason: error.message };
  }
}
