import type { AppError } from "../errors.ts";
import type { KnownValidators, UnchangedPage } from "../knowledge/page-validators.ts";
import type { SourceFile } from "../knowledge/prepare-document.ts";
import type { WebAnswer } from "./ask-once.ts";
import { assertSameSite, findPages } from "./find-pages.ts";
import { readDirectives } from "./page-directives.ts";
import { pageKey } from "./page-key.ts";
import { sizeInWords } from "./read-body.ts";
import { readPage } from "./read-page.ts";
import { type SkippedPage, skipped } from "./skipped-page.ts";
import { isUnchanged, unchangedPage } from "./unchanged-page.ts";
import { toSourceFile } from "./web-file.ts";
import { isSiteFailure, webRefusal } from "./web-refusal.ts";
import type { WebWorld } from "./web-world.ts";

/** Of the pages that were found, how many are done: read, or left out. */
export type WebProgress = { found: number; read: number; skipped: number };

type Collect = {
  site: URL;
  signal: AbortSignal;
  known?: KnownValidators | undefined;
  onProgress: (progress: WebProgress) => void;
};

/** One walk over the pages: what was taken, by key, what is to come, and how it went so far. */
type Walk = {
  site: URL;
  signal: AbortSignal;
  known: KnownValidators | undefined;
  taken: Set<string>;
  pending: Set<string>;
  bytesLeft: number;
  failuresInARow: number;
};

/** The pages a sitemap names, one after the other. Throws the signal's reason. */
export async function* collectSitemap(
  { site, signal, known, onProgress }: Collect,
  world: WebWorld,
): AsyncGenerator<SourceFile | SkippedPage | UnchangedPage> {
  const { pages, left } = await findPages(site, signal, world);
  const progress = { found: pages.length, read: 0, skipped: 0 };
  onProgress({ ...progress });
  yield* left;
  const { limits } = world;
  const pending = new Set(pages.map(pageKey));
  const walk = {
    site,
    signal,
    known,
    taken: new Set<string>(),
    pending,
    bytesLeft: limits.collectionBytes,
    failuresInARow: 0,
  };
  for (const url of pages) {
    const end = whyNoMore(walk, world);
    if (end) {
      onProgress({ ...progress, skipped: progress.skipped + pending.size });
      yield skipped(site, end, signal);
      return;
    }
    const file = await takePage(url, walk, world);
    if ("reason" in file) progress.skipped += 1;
    else progress.read += 1;
    onProgress({ ...progress });
    yield file;
  }
}

function whyNoMore(
  { bytesLeft, failuresInARow, pending, site }: Walk,
  { limits }: WebWorld,
): AppError | undefined {
  const rest = pending.size === 1 ? "One page was" : `${pending.size.toLocaleString("en")} pages were`;
  if (bytesLeft <= 0) {
    return webRefusal(
      `The site has more than ${sizeInWords(limits.collectionBytes)} of pages. ${rest} left out.`,
    );
  }
  if (failuresInARow < limits.failuresInARow) return undefined;
  return webRefusal(`${site.hostname} stopped answering. ${rest} left out; try again later.`);
}

async function takePage(
  url: URL,
  walk: Walk,
  world: WebWorld,
): Promise<SourceFile | SkippedPage | UnchangedPage> {
  walk.pending.delete(pageKey(url));
  try {
    const answer = await readWanted(url, walk, world);
    walk.failuresInARow = 0;
    walk.bytesLeft -= answer.bytes.length;
    assertNew(url, answer, walk);
    return isUnchanged(answer, walk.known) ? unchangedPage(answer) : toSourceFile(answer);
  } catch (error) {
    walk.failuresInARow = isSiteFailure(error) ? walk.failuresInARow + 1 : 0;
    return skipped(url, error, walk.signal);
  }
}

function readWanted(url: URL, walk: Walk, world: WebWorld): Promise<WebAnswer> {
  const { site, signal, known, taken, pending, bytesLeft } = walk;
  const assertWanted = (next: URL) => {
    assertSameSite(next, site);
    if (taken.has(pageKey(next)) || pending.has(pageKey(next))) throw alreadyRead(next);
  };
  const mostBytes = Math.min(world.limits.pageBytes, bytesLeft);
  return readPage({ url, called: "page", signal, known, mostBytes, assertWanted }, world);
}

/** Throws AppError `invalid_request` for a copy of another page, and for a page that does not want to be kept. */
function assertNew(url: URL, answer: WebAnswer, { known, taken, pending }: Walk): void {
  const said = readDirectives(answer);
  // A page that was not sent again still names what it named.
  const { canonical } = isUnchanged(answer, known) ? (known?.get(pageKey(answer.url)) ?? said) : said;
  const { isNoIndex } = said;
  if (isNoIndex) throw webRefusal("The page asks not to be kept by search engines (noindex).");
  const own = [pageKey(url), pageKey(answer.url)];
  const original = originalOf(answer.url, canonical);
  const key = original && pageKey(original);
  if (key && !own.includes(key) && (taken.has(key) || pending.has(key))) throw alreadyRead(original);
  for (const one of [...own, key ?? ""]) taken.add(one);
}

/** The address a page names as its original; not the site's root, which a common mistake lets every page name. */
function originalOf(page: URL, canonical: string | undefined): URL | undefined {
  const original = canonical === undefined ? null : URL.parse(canonical, page);
  if (!original) return undefined;
  const isRoot = original.pathname === "/" && original.search === "";
  return isRoot && !/^\/(index\.\w+)?$/.test(page.pathname) ? undefined : original;
}

function alreadyRead({ href }: URL): AppError {
  return webRefusal(`It is the same page as ${href}, which is read once.`);
}
