/** One page or file at an address: what comes of it, and of servers that do not behave. */
import tls from "node:tls";
import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";
import { afterEach, expect, test } from "@jest/globals";
import { fetchWebFile } from "../../../lib/web/fetch-web-file.ts";
import type { WebLimits } from "../../../lib/web/web-limits.ts";
import { testCertificate } from "../../support/test-certificate.ts";
import {
  startRawServer,
  startWebSite,
  testHosts,
  testWorld,
  webSiteForTests,
} from "../../support/web-site.ts";

const site = await webSiteForTests();
const raw: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(raw.splice(0).map((server) => server.close()));
});

const signal = new AbortController().signal;
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function fetchFrom(url: string, limits: Partial<WebLimits> = {}) {
  return fetchWebFile(url, { signal, world: testWorld({}, limits).world, allowPrivate: testHosts });
}

/** A server on a bare socket, which answers every request with these bytes; it has no robots.txt. */
async function rawSite(...bytes: (string | Uint8Array)[]) {
  const server = await startRawServer((socket) => {
    socket.once("data", (request) => {
      if (request.includes("GET /robots.txt")) {
        socket.end("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        return;
      }
      for (const chunk of bytes) socket.write(chunk);
      socket.end();
    });
  });
  raw.push(server);
  return server;
}

test("a page comes as a file with the name it would be saved by, its type and where it was found", async () => {
  site.pages["/docs/set-up?step=2&utm_source=mail#top"] = "never";
  site.pages["/docs/set-up?step=2&utm_source=mail"] = "<h1>Set up</h1>";
  const file = await fetchFrom(site.at("/docs/set-up?step=2&utm_source=mail#top"));
  expect(file).toEqual({
    name: "set-up.html",
    mediaType: "text/html; charset=utf-8",
    url: site.at("/docs/set-up?step=2"),
    bytes: expect.any(Uint8Array),
  });
  expect(text(file.bytes)).toBe("<h1>Set up</h1>");
});

test("the site is told who reads, and which host is meant", async () => {
  site.pages["/"] = "hello";
  await fetchFrom(site.at("/"));
  expect(site.asked.map(({ path }) => path)).toEqual(["/robots.txt", "/"]);
  expect(site.asked[1]).toMatchObject({
    host: `site.test:${site.port}`,
    headers: { "user-agent": expect.stringMatching(/^BevGenie\/\d/) },
  });
  expect(site.asked[1]?.headers).not.toHaveProperty("cookie");
});

test.each([
  ["/files/price-list.pdf", { "content-type": "application/pdf" }, "price-list.pdf"],
  ["/download?id=3", { "content-type": "application/pdf" }, "download.pdf"],
  [
    "/export",
    { "content-type": "text/csv", "content-disposition": 'attachment; filename="../../routes 2026.csv"' },
    "routes 2026.csv",
  ],
  [
    "/x",
    { "content-type": "text/csv", "content-disposition": "attachment; filename*=UTF-8''m%C3%A4rz.csv" },
    "märz.csv",
  ],
  ["/notes.md", { "content-type": "text/plain" }, "notes.md"],
  ["/notes", { "content-type": "text/plain; charset=utf-8" }, "notes.txt"],
  ["/table.xlsx", { "content-type": "application/octet-stream" }, "table.xlsx"],
  ["/table.docx", { "content-type": "application/zip" }, "table.docx"],
  ["/page.php", { "content-type": "text/html" }, "page.php.html"],
  ["/%E2%80%AEfdp.exe%2Fa%5Cb", { "content-type": "text/html" }, "fdp.exe a b.html"],
  ["/%FF", { "content-type": "text/html" }, "%FF.html"],
  ["/", { "content-type": "text/html" }, "site.test.html"],
  ["/nameless", {}, "nameless"],
  ["/odd", { "content-type": "constructor" }, "odd"],
])("the name of %s with %j is %s", async (path, headers, name) => {
  site.pages[path] = { headers, body: "x" };
  expect((await fetchFrom(site.at(path))).name).toBe(name);
});

test.each([
  ["gzip", gzipSync],
  ["br", brotliCompressSync],
  ["deflate", deflateSync],
] as const)("a body packed by %s is unpacked", async (encoding, pack) => {
  site.pages["/"] = { headers: { "content-encoding": encoding }, body: pack("hello ".repeat(1000)) };
  expect(text((await fetchFrom(site.at("/"))).bytes)).toBe("hello ".repeat(1000));
});

test.each([
  ["gzip", gzipSync],
  ["br", (body: Buffer) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })],
] as const)("a small body that unpacks to a huge one is given up: %s", async (encoding, pack) => {
  const bomb = pack(Buffer.alloc(24 * 1024 * 1024));
  expect(bomb.length).toBeLessThan(100_000);
  site.pages["/"] = { headers: { "content-encoding": encoding }, body: bomb };
  await expect(fetchFrom(site.at("/"))).rejects.toThrow("The page is larger than 20 MB.");
  await site.allClosed();
});

test("a packed body that never unpacks to a byte is counted as it arrives", async () => {
  // Empty blocks that are not the last: valid for ever, and worth nothing.
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  const empty = Buffer.alloc(5 * 20_000, Buffer.from([0, 0, 0, 0xff, 0xff]));
  site.pages["/"] = { headers: { "content-encoding": "gzip" }, body: Buffer.concat([header, empty]) };
  await expect(fetchFrom(site.at("/"), { pageBytes: 50_000 })).rejects.toThrow(
    "The page is larger than 49 KB.",
  );
});

test.each(["compress", "gzip, gzip", "constructor", "zstd"])(
  "a packing that is not known is refused: %s",
  async (encoding) => {
    site.pages["/"] = { headers: { "content-encoding": encoding }, body: "xxxx" };
    await expect(fetchFrom(site.at("/"))).rejects.toThrow("The page is packed in a way that cannot be read.");
  },
);

test.each([
  ["gzip, cut", "gzip", gzipSync("hello ".repeat(1000)).subarray(0, 30)],
  ["no gzip at all", "gzip", Buffer.from("hello")],
  ["br, cut", "br", brotliCompressSync("hello ".repeat(1000)).subarray(0, 10)],
  ["no br at all", "br", Buffer.from("hello")],
  ["no deflate at all", "deflate", Buffer.from("hello")],
])("a packed body that is broken is refused: %s", async (_what, encoding, body) => {
  site.pages["/"] = { headers: { "content-encoding": encoding }, body };
  await expect(fetchFrom(site.at("/"))).rejects.toThrow("The page is packed, and cannot be unpacked whole.");
});

test("a page that says it is too large is not begun, and one that does not say it is given up", async () => {
  let sent = 0;
  site.pages["/said"] = (_request, response) => {
    response.writeHead(200, { "content-length": "60000" });
    response.write("x");
  };
  site.pages["/endless"] = (_request, response) => {
    const more = () => {
      sent += 1;
      if (!response.destroyed) response.write("x".repeat(10_000), () => setImmediate(more));
    };
    more();
  };
  await expect(fetchFrom(site.at("/said"), { pageBytes: 50_000 })).rejects.toThrow("larger than 49 KB");
  await expect(fetchFrom(site.at("/endless"), { pageBytes: 50_000 })).rejects.toThrow("larger than 49 KB");
  await site.allClosed();
  expect(sent).toBeLessThan(1_000);
});

test.each([
  ["an image", "image/png"],
  ["a video", "video/mp4"],
  ["a recording", "audio/mpeg"],
  ["a typeface", "font/woff2"],
])("%s is not loaded", async (what, type) => {
  site.pages["/x"] = { headers: { "content-type": type }, body: "x" };
  await expect(fetchFrom(site.at("/x"))).rejects.toThrow(
    `This address is ${what}, which holds no text to read.`,
  );
});

test("a body that is not wanted is not waited for: its connection is closed", async () => {
  site.pages["/endless.mp4"] = (_request, response) => {
    response.writeHead(200, { "content-type": "video/mp4" });
    response.write("x");
  };
  site.pages["/endless.404"] = (_request, response) => response.writeHead(404).write("x");
  await expect(fetchFrom(site.at("/endless.mp4"))).rejects.toThrow("This address is a video");
  await expect(fetchFrom(site.at("/endless.404"))).rejects.toThrow("There is nothing at this address");
  await site.allClosed();
});

test.each([
  [404, "There is nothing at this address (404)."],
  [410, "There is nothing at this address (410)."],
  [401, "site.test does not let this page be read without signing in (401)."],
  [403, "site.test does not let this page be read without signing in (403)."],
  [429, "site.test asks to be left alone for now (429)."],
  [500, "site.test could not deliver the page (500)."],
  [204, "site.test answered with status 204 instead of a page."],
  [206, "site.test answered with status 206 instead of a page."],
  [304, "site.test answered with status 304 instead of a page."],
])("status %i is told in a sentence, without the site's own words", async (status, sentence) => {
  site.pages["/x"] = { status, body: status < 300 || status === 304 ? "" : "Traceback: secret" };
  await expect(fetchFrom(site.at("/x"))).rejects.toMatchObject({
    code: "invalid_request",
    message: sentence,
  });
});

test("redirects are followed, relative ones too, and the last address is the document's", async () => {
  site.pages["/a"] = { status: 301, headers: { location: "b?x=1" } };
  site.pages["/b?x=1"] = { status: 308, headers: { location: site.at("/c", "other.test") } };
  site.pages["/c"] = "there";
  expect((await fetchFrom(site.at("/a"))).url).toBe(site.at("/c", "other.test"));
  expect(site.asked.map(({ host, path }) => `${host.split(":")[0]}${path}`)).toEqual([
    ...["site.test/robots.txt", "site.test/a", "site.test/b?x=1"],
    ...["other.test/robots.txt", "other.test/c"],
  ]);
});

test("a name and an address that are sent as bare UTF-8 are read as that", async () => {
  const latin = (text: string) => Buffer.from(text).toString("latin1");
  site.pages["/a"] = { status: 301, headers: { location: latin("/東京") } };
  const disposition = latin('attachment; filename="東京.csv"');
  const headers = { "content-type": "text/csv", "content-disposition": disposition };
  site.pages[encodeURI("/東京")] = { headers, body: "x" };
  expect(await fetchFrom(site.at("/a"))).toMatchObject({
    name: "東京.csv",
    url: site.at(encodeURI("/東京")),
  });
});

test("a circle of redirects, and a chain that is too long, are given up", async () => {
  site.pages["/a"] = { status: 302, headers: { location: "/b" } };
  site.pages["/b"] = { status: 302, headers: { location: "/a" } };
  await expect(fetchFrom(site.at("/a"))).rejects.toThrow("The address leads in a circle.");
  site.pages["/self"] = { status: 302, headers: { location: "/self#part" } };
  await expect(fetchFrom(site.at("/self"))).rejects.toThrow("The address leads in a circle.");
  expect(site.paths()).toEqual(["/a", "/b", "/self"]);
  for (let step = 0; step < 20; step += 1) {
    site.pages[`/${step}`] = { status: 302, headers: { location: `/${step + 1}` } };
  }
  site.asked.length = 0;
  await expect(fetchFrom(site.at("/0"))).rejects.toThrow("from one page to the next too often");
  expect(site.paths()).toHaveLength(6);
});

test.each([
  [
    "fewer bytes than it said",
    ["HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n", "short"],
    "broke off before it was whole",
  ],
  [
    "cut between chunks",
    ["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", "5\r\nhello\r\n"],
    "broke off before it was whole",
  ],
  ["cut within its headers", ["HTTP/1.1 200 OK\r\ncontent-le"], "broke off before it was whole"],
  ["nothing", [], "broke off before it was whole"],
  [
    "two lengths",
    ["HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello"],
    "broke off before it was whole",
  ],
  [
    "a length and chunks",
    ["HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"],
    "broke off before it was whole",
  ],
  [
    "a length that is none",
    ["HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n"],
    "did not answer as a web server does",
  ],
  ["another protocol", ["SSH-2.0-OpenSSH_9.2\r\n"], "did not answer as a web server does"],
  [
    "a chunk of no size",
    ["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", "zz\r\nhello\r\n"],
    "did not answer as a web server does",
  ],
  [
    "endless headers",
    ["HTTP/1.1 200 OK\r\n", `x: ${"y".repeat(100_000)}\r\n\r\n`],
    "more headers than are read",
  ],
  [
    "many headers",
    ["HTTP/1.1 200 OK\r\n", ...Array.from({ length: 5000 }, (_, n) => `x${n}: y\r\n`)],
    "more headers than are read",
  ],
])("an answer that is no whole one is refused: %s", async (_what, bytes, sentence) => {
  const server = await rawSite(...bytes);
  await expect(fetchFrom(server.at("/"))).rejects.toMatchObject({
    code: "invalid_request",
    message: expect.stringContaining(sentence),
  });
  await server.allClosed();
});

test("more bytes than it said are not read", async () => {
  const server = await rawSite("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello and more");
  expect(text((await fetchFrom(server.at("/"))).bytes)).toBe("hello");
});

test("a host that nobody listens at, and a name that is none, are told apart", async () => {
  const gone = await rawSite("");
  await gone.close();
  await expect(fetchFrom(gone.at("/"))).rejects.toThrow("site.test could not be reached.");
  const { world } = testWorld({
    "nowhere.test": () => {
      throw Object.assign(new Error("getaddrinfo ENOTFOUND nowhere.test"), { code: "ENOTFOUND" });
    },
    "empty.test": [],
  });
  for (const name of ["nowhere.test", "empty.test"]) {
    const reading = fetchWebFile(`http://${name}/`, { signal, world });
    await expect(reading).rejects.toThrow(`There is no site named ${name}; check how it is spelled.`);
  }
});

test("a certificate that nobody vouches for is refused before anything is asked", async () => {
  const secure = await startWebSite(testCertificate);
  raw.push(secure);
  await expect(fetchFrom(secure.at("/"))).rejects.toThrow("site.test has no valid certificate");
  expect(secure.asked).toEqual([]);
});

// Node learned to trust a certificate while it runs in 22.19 and 24.5.
const whereTrustCanBeLent = "setDefaultCACertificates" in tls ? test : test.skip;

whereTrustCanBeLent(
  "the server of a pinned address is asked for the host's certificate, by its name",
  async () => {
    const named: string[] = [];
    const secure = await startWebSite({
      ...testCertificate,
      SNICallback(name, done) {
        named.push(name);
        done(null);
      },
    });
    raw.push(secure);
    secure.pages["/"] = "hello";
    const before = tls.getCACertificates("default");
    try {
      tls.setDefaultCACertificates([testCertificate.cert]);
      expect(text((await fetchFrom(secure.at("/"))).bytes)).toBe("hello");
      await expect(fetchFrom(secure.at("/", "other.test"))).rejects.toThrow(
        "other.test has no valid certificate",
      );
    } finally {
      tls.setDefaultCACertificates(before);
    }
    expect(named).toEqual(["site.test", "site.test", "other.test"]);
    expect(secure.asked.map(({ host }) => host)).toEqual(Array(2).fill(`site.test:${secure.port}`));
  },
);
