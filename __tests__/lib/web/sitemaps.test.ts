/** A sitemap's pages: which of them come, in which order, and what is told of the others. */
import { gzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import { AppError } from "../../../lib/errors.ts";
import type { WebProgress } from "../../../lib/web/collect-sitemap.ts";
import { collectWebSource, type WebSource } from "../../../lib/web/collect-web-source.ts";
import type { WebLimits } from "../../../lib/web/web-limits.ts";
import { testHosts, testWorld, webSiteForTests } from "../../support/web-site.ts";

const site = await webSiteForTests();

async function collect(path: string, limits: Partial<WebLimits> = {}, kind: WebSource["kind"] = "sitemap") {
  const { world, pauses } = testWorld({}, limits);
  const progress: WebProgress[] = [];
  const options = {
    world,
    signal: new AbortController().signal,
    allowPrivate: testHosts,
    onProgress: (now: WebProgress) => progress.push(now),
  };
  const read: string[] = [];
  const left: string[] = [];
  for await (const one of collectWebSource({ url: site.at(path), kind }, options)) {
    if ("reason" in one) left.push(`${one.url.replace(site.at(""), "")}: ${one.reason}`);
    else read.push(one.url?.replace(site.at(""), "") ?? "");
  }
  return { read, left, progress, pauses };
}

const sitemap = (...paths: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths
    .map(
      (path) =>
        `<url><loc>${path.startsWith("http") ? path : site.at(path)}</loc><priority>1</priority></url>`,
    )
    .join("")}</urlset>`;
const index = (...paths: string[]) =>
  `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths
    .map((path) => `<sitemap><loc> ${site.at(path)} </loc></sitemap>`)
    .join("\n")}</sitemapindex>`;
const xml = (body: string) => ({ headers: { "content-type": "application/xml" }, body });

function havePages(...paths: string[]) {
  for (const path of paths) site.pages[path] = `<title>${path}</title>`;
}

test("a sitemap's pages come in its order, one request at a time, and are counted", async () => {
  havePages("/a", "/b", "/c");
  site.pages["/sitemap.xml"] = xml(sitemap("/a", "/b", "/gone", "/c"));
  const { read, left, progress, pauses } = await collect("/sitemap.xml");
  expect(read).toEqual(["/a", "/b", "/c"]);
  expect(left).toEqual(["/gone: There is nothing at this address (404)."]);
  expect(progress).toEqual([
    { found: 4, read: 0, skipped: 0 },
    { found: 4, read: 1, skipped: 0 },
    { found: 4, read: 2, skipped: 0 },
    { found: 4, read: 2, skipped: 1 },
    { found: 4, read: 3, skipped: 1 },
  ]);
  // After robots.txt, the sitemap, and each page but the last.
  expect(pauses).toEqual([500, 500, 500, 500, 500]);
});

test("a page is fetched when it is asked for, and not after the reader has left", async () => {
  havePages("/a", "/b");
  site.pages["/sitemap.xml"] = xml(sitemap("/a", "/b"));
  const options = { signal: new AbortController().signal, allowPrivate: testHosts, world: testWorld().world };
  for await (const file of collectWebSource({ url: site.at("/sitemap.xml"), kind: "sitemap" }, options)) {
    expect(file.name).toBe("a.html");
    break;
  }
  expect(site.paths()).toEqual(["/sitemap.xml", "/a"]);
});

test.each([
  ["an error", new Error("stopped")],
  ["a refusal", new AppError("conflict", { message: "stopped" })],
])("who stops it gets the reason, between pages and within one: %s", async (_what, reason) => {
  havePages("/a");
  const stop = new AbortController();
  site.pages["/b"] = () => stop.abort(reason);
  site.pages["/sitemap.xml"] = xml(sitemap("/a", "/b", "/a?2"));
  const options = { signal: stop.signal, allowPrivate: testHosts, world: testWorld().world };
  const files = collectWebSource({ url: site.at("/sitemap.xml"), kind: "sitemap" }, options);
  await files.next();
  await expect(files.next()).rejects.toBe(reason);
  await site.allClosed();
  expect(site.paths()).toEqual(["/sitemap.xml", "/a", "/b"]);
});

test("sitemaps within sitemaps are read, as deep as three, each once", async () => {
  havePages("/a", "/b", "/c");
  site.pages["/s1"] = xml(index("/s2", "/pages1", "/s1"));
  site.pages["/s2"] = xml(index("/pages2", "/s1", "/s3"));
  site.pages["/s3"] = xml(index("/pages3"));
  site.pages["/pages1"] = xml(sitemap("/a"));
  site.pages["/pages2"] = xml(sitemap("/b", "/a"));
  site.pages["/pages3"] = xml(sitemap("/c"));
  const { read, left } = await collect("/s1");
  expect(read).toEqual(["/a", "/b"]);
  expect(left).toEqual(["/s3: It is a list of sitemaps within 2 others; that deep nothing is read."]);
  expect(site.paths()).not.toContain("/pages3");
});

test("packed sitemaps, plain lists and sitemaps of other spellings are read", async () => {
  havePages("/a", "/b", "/c", "/d&e");
  site.pages["/"] = "home";
  site.pages["/s.xml"] = xml(index("/s1.xml.gz", "/s2.txt", "/s3.xml"));
  site.pages["/s1.xml.gz"] = {
    headers: { "content-type": "application/gzip" },
    body: gzipSync(sitemap("/a")),
  };
  site.pages["/s2.txt"] = {
    headers: { "content-type": "text/plain" },
    body: `\uFEFF${site.at("/b")}\r\n# no address\r\n\r\n${site.at("/")}\n`,
  };
  site.pages["/s3.xml"] = {
    headers: { "content-type": "text/xml", "content-encoding": "gzip" },
    body: gzipSync(`<s:urlset xmlns:s="x" xmlns:image="y">
      <s:url><s:loc><![CDATA[/c]]></s:loc><image:image><image:loc>/picture</image:loc></image:image></s:url>
      <s:url><s:loc>${site.at("/d&amp;e")}<s:b>/bold</s:b></s:loc></s:url></s:urlset>`),
  };
  const { read, left } = await collect("/s.xml");
  expect(read).toEqual(["/a", "/b", "/", "/c", "/d&e"]);
  expect(left).toEqual([]);
});

test("a site's own address means the sitemaps that its robots.txt names, or the usual one", async () => {
  havePages("/a", "/b");
  site.pages["/robots.txt"] =
    `User-agent: *\nDisallow: /map\nSitemap: ${site.at("/map")}\nSitemap: https://elsewhere.test/x`;
  site.pages["/map"] = xml(sitemap("/a"));
  site.pages["/sitemap.xml"] = xml(sitemap("/b"));
  expect(await collect("/")).toMatchObject({ read: ["/a"], left: [] });
  delete site.pages["/robots.txt"];
  expect(await collect("")).toMatchObject({ read: ["/b"], left: [] });
});

test("what robots.txt keeps out is told, and not asked for", async () => {
  havePages("/a", "/b");
  site.pages["/robots.txt"] = "User-agent: *\nDisallow: /a";
  site.pages["/s"] = xml(sitemap("/a", "/b"));
  const { read, left } = await collect("/s");
  expect(read).toEqual(["/b"]);
  expect(left).toEqual(["/a: The site's robots.txt asks for this page not to be read."]);
  expect(site.paths()).not.toContain("/a");
});

test("only pages of its own site are read: the same host, with or without www, and those below it", async () => {
  havePages("/a");
  const own = ["www.site.test", "docs.site.test"].map((host) => site.at("/a", host));
  const others = ["other.test", "notsite.test", "site.test.other.test", "test"].map((host) =>
    site.at("/a", host),
  );
  const odd = ["http://site.test:22/a", "mailto:a@site.test", "http://u:p@site.test/a", "http://[/"];
  site.pages["/s"] = xml(sitemap("/a", ...own, ...others, ...odd));
  const { read, left } = await collect("/s");
  expect(read).toEqual(["/a", ...own]);
  expect(left).toEqual(["/s: 8 of its addresses are no pages of this site and were left out."]);
  expect(new Set(site.asked.map(({ host }) => host.split(":")[0]))).toEqual(
    new Set(["site.test", "www.site.test", "docs.site.test"]),
  );
});

test("a page or sitemap that leads to another site is left out before that site is asked", async () => {
  site.pages["/s"] = xml(index("/moved", "/s2"));
  site.pages["/moved"] = { status: 302, headers: { location: site.at("/s2", "other.test") } };
  site.pages["/s2"] = xml(sitemap("/away"));
  site.pages["/away"] = { status: 302, headers: { location: site.at("/a", "other.test") } };
  const { read, left } = await collect("/s");
  expect(read).toEqual([]);
  expect(left).toEqual([
    "/moved: The address leads to another site than the sitemap's.",
    "/away: The address leads to another site than the sitemap's.",
  ]);
  expect(site.asked.filter(({ host }) => host.startsWith("other"))).toEqual([]);
});

test("each page comes once: fragments, tracking, redirects and copies of another address", async () => {
  havePages("/a", "/b");
  site.pages["/a?utm_source=x&page=2"] = "second";
  site.pages["/old"] = { status: 301, headers: { location: "/b" } };
  site.pages["/print"] = '<link rel="canonical" href="/a">';
  site.pages["/mutual1"] = '<link rel="canonical" href="/mutual2">';
  site.pages["/mutual2"] = '<link rel="canonical" href="/mutual1">';
  site.pages["/all-say-home"] = '<link rel="canonical" href="/">';
  site.pages["/foreign"] = `<link rel="canonical" href="http://other.test/a">`;
  site.pages["/"] = "home";
  const paths = ["/a", "/a#top", "/a?utm_source=x", "/a?utm_source=x&amp;page=2", "/a?page=2", "/old", "/b"];
  const copies = ["/print", "/mutual1", "/mutual2", "/", "/all-say-home", "/foreign"];
  site.pages["/s"] = xml(sitemap(...paths, ...copies));
  const { read, left } = await collect("/s");
  expect(read).toEqual(["/a", "/a?page=2", "/b", "/mutual2", "/", "/all-say-home", "/foreign"]);
  expect(left).toEqual([
    `/old: It is the same page as ${site.at("/b")}, which is read once.`,
    `/print: It is the same page as ${site.at("/a")}, which is read once.`,
    `/mutual1: It is the same page as ${site.at("/mutual2")}, which is read once.`,
  ]);
});

test("a page that wants no index is not kept", async () => {
  site.pages["/meta"] = '<meta content="nofollow, NOINDEX" name=robots>';
  site.pages["/header"] = { headers: { "x-robots-tag": "none" }, body: "x" };
  site.pages["/fine"] = {
    headers: { "x-robots-tag": "googlebot: noindex" },
    body: "<!-- <meta name=robots content=noindex> -->",
  };
  site.pages["/s"] = xml(sitemap("/meta", "/header", "/fine"));
  const { read, left } = await collect("/s");
  expect(read).toEqual(["/fine"]);
  const reason = "The page asks not to be kept by search engines (noindex).";
  expect(left).toEqual([`/meta: ${reason}`, `/header: ${reason}`]);
});

test("not more pages, sitemaps and bytes are read than the limits say, and the rest is told of", async () => {
  const paths = Array.from({ length: 5 }, (_, n) => `/${n}`);
  for (const path of paths) site.pages[path] = "x".repeat(1_000);
  site.pages["/s"] = xml(sitemap(...paths));
  expect(await collect("/s", { pages: 3 })).toMatchObject({
    read: ["/0", "/1", "/2"],
    left: ["/s: It names more than 3 pages; the rest was left out."],
  });
  expect(await collect("/s", { collectionBytes: 2_000 })).toMatchObject({
    read: ["/0", "/1"],
    left: ["/s: The site has more than 2 KB of pages. 3 pages were left out."],
  });
  expect(await collect("/s", { sitemapBytes: 200 })).toMatchObject({
    read: [],
    left: ["/s: The sitemap is larger than 0 KB."],
  });
  site.pages["/i"] = xml(index("/s", "/t"));
  site.pages["/t"] = xml(sitemap("/9"));
  expect(await collect("/i", { sitemaps: 2 })).toMatchObject({
    read: paths,
    left: ["/i: It names more than 2 sitemaps; the rest was left out."],
  });
  expect(await collect("/i", { pages: 5 })).toMatchObject({
    read: paths,
    left: ["/i: It names more than 5 pages; the rest was left out."],
  });
});

test("a site that stops answering is left alone, and the pages that were not asked for are counted", async () => {
  const paths = Array.from({ length: 9 }, (_, n) => `/${n}`);
  havePages("/0", "/3");
  for (const path of paths) site.pages[path] ??= { status: 503 };
  site.pages["/s"] = xml(sitemap(...paths));
  const { read, left, progress } = await collect("/s", { failuresInARow: 4 });
  expect(read).toEqual(["/0", "/3"]);
  expect(left.at(-1)).toBe("/s: site.test stopped answering. One page was left out; try again later.");
  expect(site.paths()).not.toContain("/8");
  expect(progress.at(-1)).toEqual({ found: 9, read: 2, skipped: 7 });
});

test("pages that are not there are no sign that the site is down", async () => {
  havePages("/9");
  site.pages["/s"] = xml(sitemap(...Array.from({ length: 10 }, (_, n) => `/${n}`)));
  expect((await collect("/s", { failuresInARow: 4 })).read).toEqual(["/9"]);
});

test.each([
  ["a web page", "<!DOCTYPE html><title>x</title>", "This address is a web page, not a sitemap."],
  ["a feed", "<rss><channel><item><link>/a</link></item></channel></rss>", "This address is not a sitemap."],
  ["words", "hello", "This address is not a sitemap."],
  ["nothing", "", "This address is not a sitemap."],
  ["no well-formed XML", "<urlset><url></urlset>", "The sitemap is no well-formed XML."],
  ["cut XML", "<urlset><url><loc>/a</loc></url>", "The sitemap is no well-formed XML."],
  [
    "an entity of its own",
    "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><urlset><url><loc>&a;</loc></url></urlset>",
    "The sitemap has a document type of its own, which is not read.",
  ],
  [
    "an entity of nobody",
    "<urlset><url><loc>&file;</loc></url></urlset>",
    "The sitemap is no well-formed XML.",
  ],
  [
    "an external document type",
    '<!DOCTYPE urlset SYSTEM "file:///etc/passwd"><urlset/>',
    "The sitemap has a document type of its own, which is not read.",
  ],
  ["elements without end", `<urlset>${"<url>".repeat(10_000)}`, "This address is not a sitemap."],
])("what is no sitemap is told so: %s", async (_what, body, reason) => {
  site.pages["/s"] = { headers: { "content-type": "application/xml" }, body };
  expect(await collect("/s")).toMatchObject({ read: [], left: [`/s: ${reason}`] });
});

test("a packed sitemap that unpacks to a huge one, or not at all, is given up", async () => {
  site.pages["/bomb.gz"] = {
    headers: { "content-type": "application/gzip" },
    body: gzipSync(Buffer.alloc(20_000_000, 32)),
  };
  site.pages["/cut.gz"] = {
    headers: { "content-type": "application/gzip" },
    body: gzipSync(sitemap("/a")).subarray(0, 40),
  };
  expect((await collect("/bomb.gz")).left).toEqual(["/bomb.gz: The sitemap is larger than 16 MB."]);
  expect((await collect("/cut.gz")).left).toEqual([
    "/cut.gz: The sitemap is packed, and cannot be unpacked whole.",
  ]);
});

test("a sitemap that is not there, or no address at all, is a reason and no fault", async () => {
  expect(await collect("/s")).toMatchObject({
    read: [],
    left: ["/s: There is nothing at this address (404)."],
  });
  const options = { signal: new AbortController().signal, world: testWorld().world };
  for (const kind of ["page", "sitemap"] as const) {
    const items = await Array.fromAsync(collectWebSource({ url: "ftp://x", kind }, options));
    expect(items).toEqual([
      {
        name: "ftp://x",
        url: "ftp://x",
        reason: "Only addresses that begin with http:// or https:// can be read.",
      },
    ]);
  }
});

test("a single page is that page, whatever it says of indexes, and a reason where it cannot be had", async () => {
  site.pages["/a"] = '<meta name="robots" content="noindex">';
  expect(await collect("/a", {}, "page")).toMatchObject({
    read: ["/a"],
    left: [],
    progress: [
      { found: 1, read: 0, skipped: 0 },
      { found: 1, read: 1, skipped: 0 },
    ],
  });
  expect(await collect("/b", {}, "page")).toMatchObject({
    read: [],
    left: ["/b: There is nothing at this address (404)."],
    progress: [
      { found: 1, read: 0, skipped: 0 },
      { found: 1, read: 0, skipped: 1 },
    ],
  });
});
