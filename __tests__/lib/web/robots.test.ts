/** What a site asks of its readers is done. */
import { expect, test } from "@jest/globals";
import { fetchWebFile } from "../../../lib/web/fetch-web-file.ts";
import { readRobots } from "../../../lib/web/robots-rules.ts";
import type { WebLimits } from "../../../lib/web/web-limits.ts";
import { type TestWorld, testHosts, testWorld, webSiteForTests } from "../../support/web-site.ts";

const site = await webSiteForTests({ "/page": "a page" });

const signal = new AbortController().signal;

function fetchPage(path = "/page", { world }: Pick<TestWorld, "world"> = testWorld(), host?: string) {
  return fetchWebFile(site.at(path, host), { signal, world, allowPrivate: testHosts });
}

const limited = (limits: Partial<WebLimits>) => testWorld({}, limits);

const url = new URL("https://example.com/robots.txt");
const allows = (robots: string, path: string) => readRobots(robots, url).isAllowed(new URL(path, url));

test.each([
  ["nothing", "", "/x", true],
  ["everybody kept out", "User-agent: *\nDisallow: /", "/x", false],
  ["others kept out", "User-agent: Googlebot\nDisallow: /", "/x", true],
  ["this reader kept out", "User-agent: bevgenie\nDisallow: /", "/x", false],
  ["this reader kept out, in another spelling", "USER-AGENT: BevGenie/2.0\nDISALLOW: /", "/x", false],
  ["this reader let in", "User-agent: *\nDisallow: /\n\nUser-agent: BevGenie\nDisallow:", "/x", true],
  ["one part", "User-agent: *\nDisallow: /private", "/private/x", false],
  ["another part", "User-agent: *\nDisallow: /private", "/public", true],
  ["the longer rule", "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true],
  ["a pattern", "User-agent: *\nDisallow: /*.pdf$", "/files/x.pdf", false],
  ["a pattern and its end", "User-agent: *\nDisallow: /*.pdf$", "/files/x.pdf?y", true],
  ["a query", "User-agent: *\nDisallow: /*?print", "/x?print=1", false],
  ["a group of several readers", "User-agent: other\nUser-agent: bevgenie\nDisallow: /", "/x", false],
  [
    "a group whose readers a sitemap stands between",
    "User-agent: *\nSitemap: https://example.com/s.xml\nDisallow: /",
    "/x",
    false,
  ],
  [
    "a group of others after one for all",
    "User-agent: *\nDisallow: /a\n\nUser-agent: other\nDisallow: /",
    "/x",
    true,
  ],
  ["comments and a byte order mark", "\uFEFFUser-agent: * # all\nDisallow: /x # this", "/x", false],
  ["lines ended as of old", "User-agent: *\rDisallow: /x", "/x", false],
  ["rules of nobody", "Disallow: /", "/x", true],
  ["a reader named like a property", "User-agent: __proto__\nDisallow: /", "/x", true],
])("robots.txt: %s", (_what, robots, path, expected) => expect(allows(robots, path)).toBe(expected));

test("a robots.txt made to be slow or large is read in no time, and keeps everything out", () => {
  const many = `${"User-agent: *\n".repeat(15_000)}${"Disallow: /x\n".repeat(15_000)}`;
  expect(allows(many, "/y")).toBe(true);
  const readers = Array.from({ length: 15_000 }, (_, n) => `User-agent: ${n}\n`).join("");
  expect(allows(`${readers}User-agent: *\n${"Disallow: /x\n".repeat(15_000)}`, "/x")).toBe(false);
  const stars = `User-agent: *\nDisallow: /${"*a".repeat(200_000)}`;
  expect(allows(stars, `/${"a".repeat(1_900)}`)).toBe(false);
  expect(allows(stars, "/b")).toBe(false);
});

test("a page that robots.txt keeps out is not asked for, also at the end of a redirect", async () => {
  site.pages["/robots.txt"] = "User-agent: *\nDisallow: /page";
  site.pages["/way"] = { status: 302, headers: { location: "/page" } };
  const sentence = "The site's robots.txt asks for this page not to be read.";
  await expect(fetchPage()).rejects.toMatchObject({ code: "invalid_request", message: sentence });
  await expect(fetchPage("/way")).rejects.toThrow(sentence);
  expect(site.paths()).toEqual(["/way"]);
});

test("robots.txt is read once for many pages, and again when it is an hour old", async () => {
  let now = 0;
  const world = { ...testWorld().world, timers: { now: () => now, after: () => () => undefined } };
  await fetchPage("/page", { world });
  await fetchPage("/page", { world });
  expect(site.asked.filter(({ path }) => path === "/robots.txt")).toHaveLength(1);
  now = 3_600_001;
  await fetchPage("/page", { world });
  expect(site.asked.filter(({ path }) => path === "/robots.txt")).toHaveLength(2);
});

test.each([400, 401, 403, 404, 410])("a site without robots.txt (%i) may be read", async (status) => {
  site.pages["/robots.txt"] = { status, body: "User-agent: *\nDisallow: /" };
  await expect(fetchPage()).resolves.toMatchObject({ name: "page.html" });
});

test.each([429, 500, 503])("a site whose robots.txt cannot be had (%i) is left alone", async (status) => {
  site.pages["/robots.txt"] = { status };
  await expect(fetchPage()).rejects.toThrow(`its robots.txt answers ${status}`);
  expect(site.paths()).toEqual([]);
});

test("a robots.txt that breaks off, or is too large, leaves the site alone", async () => {
  site.pages["/robots.txt"] = (_request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("User-agent: *\n", () => response.destroy());
  };
  await expect(fetchPage()).rejects.toThrow("broke off before it was whole");
  site.pages["/robots.txt"] = "x".repeat(600 * 1024);
  await expect(fetchPage()).rejects.toThrow("The site's robots.txt is larger than 500 KB");
  expect(site.paths()).toEqual([]);
});

test("a robots.txt is followed to where it was moved, but not into our own network", async () => {
  site.pages["/robots.txt"] = { status: 301, headers: { location: site.at("/rules", "other.test") } };
  site.pages["/rules"] = "User-agent: *\nDisallow: /page";
  await expect(fetchPage()).rejects.toThrow("asks for this page not to be read");
  site.pages["/robots.txt"] = { status: 301, headers: { location: "http://127.0.0.1/rules" } };
  await expect(fetchPage()).rejects.toThrow("127.0.0.1 is not on the public internet");
});

test("half a second lies between two requests to a host, and what its robots.txt asks for", async () => {
  const usual = testWorld();
  await fetchPage("/page", usual);
  await fetchPage("/page", usual);
  expect(usual.pauses).toEqual([500, 500]);
  site.pages["/robots.txt"] = "User-agent: *\nCrawl-delay: 3";
  const slower = testWorld();
  await fetchPage("/page", slower);
  expect(slower.pauses).toEqual([3_000]);
  site.pages["/robots.txt"] = "User-agent: bevgenie\nCrawl-delay: 3600";
  const slowest = testWorld();
  await fetchPage("/page", slowest);
  expect(slowest.pauses).toEqual([10_000]);
});

test("a busy site is asked once more when it said it would have time", async () => {
  let asked = 0;
  site.pages["/page"] = (_request, response) => {
    asked += 1;
    if (asked === 1) response.writeHead(503, { "retry-after": "20" }).end();
    else response.end("now");
  };
  const { world, pauses } = testWorld();
  await expect(fetchPage("/page", { world })).resolves.toBeDefined();
  expect(pauses).toEqual([500, 20_000]);
});

test("but not twice, not in an hour, and not without a word of when", async () => {
  site.pages["/page"] = { status: 429, headers: { "retry-after": "1" } };
  await expect(fetchPage()).rejects.toThrow("site.test asks to be left alone for now (429).");
  expect(site.paths()).toHaveLength(2);

  site.pages["/page"] = { status: 503, headers: { "retry-after": "3600" } };
  await expect(fetchPage()).rejects.toThrow(
    "site.test asks to be left alone for 60 minutes; try again then.",
  );
  expect(site.paths()).toHaveLength(3);

  site.pages["/page"] = { status: 503 };
  await expect(fetchPage()).rejects.toThrow("site.test could not deliver the page (503).");
  expect(site.paths()).toHaveLength(4);
});

test("rules of many sites are remembered, but not of all that ever were", async () => {
  const { world } = limited({});
  for (let n = 0; n < 500; n += 1) {
    world.robots?.set(`http://${n}.test`, { rules: readRobots("", url), until: 1e15 });
  }
  await fetchPage("/page", { world });
  expect(world.robots?.size).toBe(500);
  expect(world.robots?.has("http://0.test")).toBe(false);
});
