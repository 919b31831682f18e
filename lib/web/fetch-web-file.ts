import type { KnownValidators, UnchangedPage } from "../knowledge/page-validators.ts";
import type { SourceFile } from "../knowledge/prepare-document.ts";
import { readPage } from "./read-page.ts";
import { isUnchanged, unchangedPage } from "./unchanged-page.ts";
import { readWebAddress } from "./web-address.ts";
import { toSourceFile } from "./web-file.ts";
import { type WebOptions, webWorld } from "./web-world.ts";

/** `known`: pages that are to be sent only if they have changed. */
type Refetch = WebOptions & { known: KnownValidators };

/**
 * The page or file at an address that an operator named, as a file to be prepared; `url` is where it was found in
 * the end. Safe against addresses that lead into our own network, polite towards the site, at most 20 MiB and a
 * minute an answer (web-limits.ts). Throws AppError `invalid_request` (field `url`) with a sentence for the
 * operator, and the signal's reason when it is aborted.
 */
export async function fetchWebFile(url: string, options: Refetch): Promise<SourceFile | UnchangedPage>;
export async function fetchWebFile(url: string, options: WebOptions): Promise<SourceFile>;
export async function fetchWebFile(
  url: string,
  options: WebOptions & Partial<Refetch>,
): Promise<SourceFile | UnchangedPage> {
  const world = webWorld(options);
  const { signal, known } = options;
  const request = { url: readWebAddress(url), called: "page" as const, signal, known };
  const answer = await readPage({ ...request, mostBytes: world.limits.pageBytes }, world);
  return isUnchanged(answer, known) ? unchangedPage(answer) : toSourceFile(answer);
}
