/** How much is read, how long is waited, how often is asked. Times in milliseconds, sizes in bytes. */
export type WebLimits = typeof webLimits;

const mib = 1024 * 1024;

export const webLimits = {
  /** Name, connection, certificate and all headers of one answer. */
  firstByteMs: 15_000,
  /** One answer as a whole: what trickles is given up. */
  answerMs: 60_000,
  headerBytes: 16 * 1024,
  /** As much as an upload may have (the contract's 20 MiB). Counted when unpacked, like everything here. */
  pageBytes: 20 * mib,
  /** What all pages of one sitemap may have together. */
  collectionBytes: 200 * mib,
  /** The sitemap protocol allows 50 MB for 50,000 pages; we take a tenth of the pages at most. */
  sitemapBytes: 16 * mib,
  /** What RFC 9309 (2.5) asks a reader to cope with. */
  robotsBytes: 500 * 1024,
  pages: 2_000,
  sitemaps: 100,
  /** 1 is a sitemap, 2 an index of sitemaps, 3 an index of those. */
  sitemapDepth: 3,
  redirects: 5,
  /** Between the end of one request to a host and the next, unless its robots.txt asks for more. */
  gapMs: 500,
  longestGapMs: 10_000,
  /** A Retry-After beyond this is not waited for. */
  longestRetryAfterMs: 60_000,
  robotsKeptMs: 3_600_000,
  /** Pages in a row that the site fails to answer before the rest is left alone. */
  failuresInARow: 5,
};
