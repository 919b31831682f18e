/**
 * Whether a page belongs to the site of a sitemap: the same host, or one below it, `www.` at its beginning apart.
 * `https://www.example.com/sitemap.xml` may name pages of example.com and docs.example.com; that of
 * docs.example.com none of example.com, and nobody's at shared.host those of another below shared.host. Only the
 * sitemap's own port, or the usual ones.
 */
export function isSameSite(page: URL, sitemap: URL): boolean {
  const site = sitemap.hostname.replace(/^www\./, "");
  const isOfHost = page.hostname === site || page.hostname.endsWith(`.${site}`);
  return isOfHost && (page.port === "" || page.port === sitemap.port);
}
