/** A page that was read before is sent again only if it has changed. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, test } from "@jest/globals";
import type { PageValidators } from "../../../lib/knowledge/page-validators.ts";
import { collectWebSource } from "../../../lib/web/collect-web-source.ts";
import { fetchWebFile } from "../../../lib/web/fetch-web-file.ts";
import { testHosts, testWorld, webSiteForTests } from "../../support/web-site.ts";

const site = await webSiteForTests();
const signal = new AbortController().signal;
const reading = () => ({ signal, world: testWorld().world, allowPrivate: testHosts });
const modified = "Sat, 01 Aug 2026 10:00:00 GMT";

/** A page that answers 304 to whoever has it as it is. */
function revalidated(body: string, { etag = '"1"', ...headers }: Record<string, string> = {}) {
  return (request: IncomingMessage, response: ServerResponse) => {
    response.setHeaders(new Map(Object.entries({ etag, "last-modified": modified, ...headers })));
    const isKnown = request.headers["if-none-match"] === etag;
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.writeHead(isKnown ? 304 : 200).end(isKnown ? undefined : body);
  };
}

const sitemap = (...paths: string[]) => ({
  headers: { "content-type": "application/xml" },
  body: `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths.map((path) => `<url><loc>${site.at(path)}</loc></url>`).join("")}</urlset>`,
});

const asked = (path: string) =>
  site.asked
    .filter((request) => request.path === path)
    .map(({ headers }) => [headers["if-none-match"], headers["if-modified-since"]]);

const knownAt = (...pages: PageValidators[]) => new Map(pages.map((page) => [page.url, page]));

test("what a site says of a page comes with it, and is what the page is asked by the next time", async () => {
  site.pages["/a"] = revalidated("<h1>A</h1>");
  const { validators } = await fetchWebFile(site.at("/a"), reading());
  expect(validators).toEqual({ url: site.at("/a"), etag: '"1"', lastModified: modified });
  const known = knownAt({ url: site.at("/a"), etag: '"1"', lastModified: modified });
  expect(await fetchWebFile(site.at("/a"), { ...reading(), known })).toEqual({
    ...{ name: "a", url: site.at("/a"), isUnchanged: true },
  });
  expect(asked("/a")).toEqual([
    [undefined, undefined],
    ['"1"', modified],
  ]);
});

test("a page that has changed is sent, with what its site says of it now", async () => {
  site.pages["/a"] = revalidated("<h1>New</h1>", { etag: '"2"' });
  const known = knownAt({ url: site.at("/a"), etag: '"1"' });
  const file = await fetchWebFile(site.at("/a"), { ...reading(), known });
  expect(file).toMatchObject({ bytes: expect.anything(), validators: { etag: '"2"' } });
});

test("only the address that they came from is asked by them, also where another leads to it", async () => {
  site.pages["/old"] = { status: 301, headers: { location: "/a" } };
  site.pages["/a"] = revalidated("<h1>A</h1>");
  const known = knownAt({ url: site.at("/a"), etag: '"1"' });
  expect(await fetchWebFile(site.at("/old"), { ...reading(), known })).toMatchObject({
    ...{ url: site.at("/a"), isUnchanged: true },
  });
  expect([asked("/old"), asked("/a")]).toEqual([[[undefined, undefined]], [['"1"', undefined]]]);
});

test("a site that says so of a page it was not asked about is not believed", async () => {
  site.pages["/a"] = { status: 304 };
  const known = knownAt({ url: site.at("/b"), etag: '"1"' });
  await expect(fetchWebFile(site.at("/a"), { ...reading(), known })).rejects.toThrow(
    "answered with status 304 instead of a page",
  );
});

test("what no header may hold is not kept", async () => {
  const keep = async (headers: Record<string, string>) => {
    site.pages["/a"] = { headers: { "content-type": "text/html", ...headers }, body: "<h1>A</h1>" };
    return (await fetchWebFile(site.at("/a"), reading())).validators;
  };
  expect(await keep({})).toBeUndefined();
  expect(await keep({ etag: `"${"x".repeat(600)}"` })).toBeUndefined();
  expect(await keep({ etag: '"é"' })).toBeUndefined();
  expect(await keep({ etag: 'W/"1"' })).toEqual({ url: site.at("/a"), etag: 'W/"1"' });
});

test("what the database does not take is not kept either", async () => {
  const keep = async (href: string) => {
    site.pages["/a"] = revalidated(`<head><link rel="canonical" href="${href}"></head><h1>A</h1>`);
    return (await fetchWebFile(site.at("/a"), reading())).validators;
  };
  expect(await keep("/original\0")).toBeUndefined();
  expect(await keep(`/${"x".repeat(2_000)}`)).toBeUndefined();
  expect(await keep("/original")).toMatchObject({ canonical: "/original" });
});

test("of a site's pages those that are as they were are told as such, and still stand for their copies", async () => {
  site.pages["/sitemap.xml"] = sitemap("/a", "/copy");
  const linked = (title: string) => `<head><link rel="canonical" href="/original"></head><h1>${title}</h1>`;
  site.pages["/a"] = revalidated(linked("A"));
  site.pages["/copy"] = revalidated(linked("Copy"), { etag: '"9"' });
  const collect = (known: Map<string, PageValidators>) =>
    Array.fromAsync(
      collectWebSource({ url: site.at("/sitemap.xml"), kind: "sitemap" }, { ...reading(), known }),
    );
  const [first] = await collect(new Map());
  if (!first || !("bytes" in first) || !first.validators) throw new Error("The page was to be read.");
  expect(first.validators).toMatchObject({ canonical: "/original" });
  const [again, copy] = await collect(knownAt(first.validators));
  expect(again).toEqual({ name: "a", url: site.at("/a"), isUnchanged: true });
  expect(copy).toMatchObject({
    reason: `It is the same page as ${site.at("/original")}, which is read once.`,
  });
});

test("a page that asks not to be kept any more is left out although it has not changed", async () => {
  site.pages["/sitemap.xml"] = sitemap("/a");
  site.pages["/a"] = revalidated("<h1>A</h1>", { "x-robots-tag": "noindex" });
  const known = knownAt({ url: site.at("/a"), etag: '"1"' });
  const source = { url: site.at("/sitemap.xml"), kind: "sitemap" as const };
  expect(await Array.fromAsync(collectWebSource(source, { ...reading(), known }))).toMatchObject([
    { reason: "The page asks not to be kept by search engines (noindex)." },
  ]);
});
