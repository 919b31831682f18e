import type { SourceFile } from "../knowledge/prepare-document.ts";
import { readPage } from "./read-page.ts";
import { readWebAddress } from "./web-address.ts";
import { toSourceFile } from "./web-file.ts";
import { type WebOptions, webWorld } from "./web-world.ts";

/**
 * The page or file at an address that an operator named, as a file to be prepared; `url` is where it was found in
 * the end. Safe against addresses that lead into our own network, polite towards the site, at most 20 MiB and a
 * minute an answer (web-limits.ts). Throws AppError `invalid_request` (field `url`) with a sentence for the
 * operator, and the signal's reason when it is aborted.
 */
export async function fetchWebFile(url: string, options: WebOptions): Promise<SourceFile> {
  const world = webWorld(options);
  const { signal } = options;
  const address = readWebAddress(url);
  return toSourceFile(
    await readPage({ url: address, called: "page", signal, mostBytes: world.limits.pageBytes }, world),
  );
}
