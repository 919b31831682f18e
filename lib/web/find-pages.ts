import { AppError } from "../errors.ts";
import type { WebAnswer } from "./ask-once.ts";
import { isSameSite } from "./is-same-site.ts";
import { pageKey } from "./page-key.ts";
import { readPage } from "./read-page.ts";
import { readSitemap } from "./read-sitemap.ts";
import { robotsOf } from "./robots.ts";
import { type SkippedPage, skipped } from "./skipped-page.ts";
import { readWebAddress } from "./web-address.ts";
import { webRefusal } from "./web-refusal.ts";
import type { WebWorld } from "./web-world.ts";

/** The pages a sitemap names, each once and all of its site, and what had to be left out. */
type FoundPages = { pages: URL[]; left: SkippedPage[] };

type Search = {
  site: URL;
  signal: AbortSignal;
  pages: Map<string, URL>;
  left: SkippedPage[];
  /** A page was met for which there is no room. */
  isFull: boolean;
  /** Sitemaps that are still to be read, with how deep they lie; all that were ever met. */
  waiting: Waiting[];
  met: Set<string>;
};

type Waiting = { url: URL; depth: number };

/**
 * Reads a sitemap and those it refers to, index within index up to `limits.sitemapDepth`. A site's root instead of a
 * sitemap means those that its robots.txt names, or /sitemap.xml. Throws the signal's reason; what is wrong with a
 * sitemap is told in `left`.
 */
export async function findPages(site: URL, signal: AbortSignal, world: WebWorld): Promise<FoundPages> {
  const search: Search = {
    site,
    signal,
    pages: new Map(),
    left: [],
    isFull: false,
    waiting: [],
    met: new Set(),
  };
  try {
    for (const url of await sitemapsAt(site, signal, world)) meet(search, { url, depth: 1 }, world);
  } catch (error) {
    search.left.push(skipped(site, error, signal));
  }
  const { limits } = world;
  for (let next = search.waiting.shift(); next && !search.isFull; next = search.waiting.shift()) {
    try {
      await readOne(search, next, world);
    } catch (error) {
      search.left.push(skipped(next.url, error, signal));
    }
  }
  if (search.isFull) search.left.push(skipped(site, tooMany("pages", limits.pages), signal));
  if (search.met.size > limits.sitemaps) {
    search.left.push(skipped(site, tooMany("sitemaps", limits.sitemaps), signal));
  }
  return { pages: [...search.pages.values()], left: search.left };
}

function tooMany(what: string, most: number) {
  return webRefusal(`It names more than ${most.toLocaleString("en")} ${what}; the rest was left out.`);
}

async function sitemapsAt(site: URL, signal: AbortSignal, world: WebWorld): Promise<URL[]> {
  if (site.pathname !== "/" || site.search !== "") return [site];
  const { sitemaps } = await robotsOf(site, signal, world);
  const named = sitemaps.flatMap((text) => addressOfSite(text, { base: site, site }) ?? []);
  return named.length > 0 ? named : [new URL("/sitemap.xml", site)];
}

/** Undefined for what a site says that cannot be read, or is another's. */
function addressOfSite(text: string, { base, site }: { base: URL; site: URL }): URL | undefined {
  try {
    const url = readWebAddress(text, base);
    return isSameSite(url, site) ? url : undefined;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

async function readOne(search: Search, { url, depth }: Waiting, world: WebWorld): Promise<void> {
  const { signal, site } = search;
  const { sitemapBytes, sitemapDepth } = world.limits;
  const assertWanted = (next: URL) => assertSameSite(next, site);
  const answer: WebAnswer = await readPage(
    { url, called: "sitemap", signal, mostBytes: sitemapBytes, assertWanted },
    world,
  );
  const { kind, addresses } = await readSitemap(answer.bytes, sitemapBytes);
  if (kind === "sitemaps" && depth >= sitemapDepth) {
    throw webRefusal(`It is a list of sitemaps within ${depth - 1} others; that deep nothing is read.`);
  }
  let strangers = 0;
  for (const text of addresses) {
    const found = addressOfSite(text, { base: answer.url, site });
    if (!found) strangers += 1;
    else if (kind === "sitemaps") meet(search, { url: found, depth: depth + 1 }, world);
    else addPage(search, found, world);
    if (search.isFull) break;
  }
  if (strangers > 0) search.left.push(skipped(url, notOfThisSite(strangers), signal));
}

/** A sitemap that refers to itself, or to one that was met, is read once. One too many is known, and not kept. */
function meet({ met, waiting }: Search, next: Waiting, { limits }: WebWorld): void {
  const key = pageKey(next.url);
  if (met.has(key) || met.size > limits.sitemaps) return;
  met.add(key);
  if (met.size <= limits.sitemaps) waiting.push(next);
}

function addPage(search: Search, found: URL, { limits }: WebWorld): void {
  const key = pageKey(found);
  if (search.pages.has(key)) return;
  if (search.pages.size < limits.pages) search.pages.set(key, found);
  else search.isFull = true;
}

/** Throws AppError `invalid_request`. */
export function assertSameSite(page: URL, site: URL): void {
  if (!isSameSite(page, site)) throw webRefusal("The address leads to another site than the sitemap's.");
}

function notOfThisSite(count: number) {
  return webRefusal(
    count === 1
      ? "One of its addresses is no page of this site and was left out."
      : `${count.toLocaleString("en")} of its addresses are no pages of this site and were left out.`,
  );
}
