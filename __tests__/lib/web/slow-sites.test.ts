/** Nobody is waited for without end, and whoever stops it leaves no connection behind. */
import { afterEach, expect, test } from "@jest/globals";
import { collectWebSource } from "../../../lib/web/collect-web-source.ts";
import { fetchWebFile } from "../../../lib/web/fetch-web-file.ts";
import type { Resolve } from "../../../lib/web/resolve-host.ts";
import { webLimits } from "../../../lib/web/web-limits.ts";
import { startRawServer, testHosts, testWorld, webSiteForTests } from "../../support/web-site.ts";
import { handClock } from "../models/hand-clock.ts";

const site = await webSiteForTests();
const raw: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(raw.splice(0).map((server) => server.close()));
});

const noRobots = { rules: { isAllowed: () => true, delayMs: 0, sitemaps: [] }, until: 1e15 };

/** A fetch at a clock that stands still; its site's robots.txt is known already. */
function fetchAtHand(
  url: string,
  { signal = new AbortController().signal, ...world }: { signal?: AbortSignal; resolve?: Resolve } = {},
) {
  const clock = handClock();
  const own = testWorld().world;
  own.robots?.set(new URL(url).origin, noRobots);
  const options = { signal, allowPrivate: testHosts, world: { ...own, timers: clock.timers, ...world } };
  const reading = fetchWebFile(url, options);
  reading.catch(() => undefined);
  return { reading, clock };
}

/** A server that is connected to and heard, and then does as it is told. */
async function listener(speak: (write: (text: string) => void) => void = () => undefined) {
  const { promise: heard, resolve } = Promise.withResolvers<void>();
  const server = await startRawServer((socket) => {
    socket.once("data", () => {
      speak((text) => socket.write(text));
      resolve();
    });
  });
  raw.push(server);
  return { ...server, heard };
}

test("a name that is never found out is given up", async () => {
  const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
  const resolve = () => {
    isAsked();
    return new Promise<never>(() => undefined);
  };
  const { reading, clock } = fetchAtHand("http://site.test/", { resolve });
  await asked;
  clock.push(webLimits.firstByteMs);
  await expect(reading).rejects.toThrow("site.test took too long to answer.");
  expect(clock.waiting()).toBe(0);
});

test("a server that accepts and says nothing is given up, and its connection closed", async () => {
  const server = await listener();
  const { reading, clock } = fetchAtHand(server.at("/"));
  await server.heard;
  clock.push(webLimits.firstByteMs - 1);
  expect(server.openSockets()).toBe(1);
  clock.push(1);
  await expect(reading).rejects.toThrow("site.test took too long to answer.");
  await server.allClosed();
});

test("a handshake that does not end is given up, and its connection closed", async () => {
  const server = await listener();
  const { reading, clock } = fetchAtHand(server.at("/").replace("http:", "https:"));
  await server.heard;
  clock.push(webLimits.firstByteMs);
  await expect(reading).rejects.toThrow("site.test took too long to answer.");
  await server.allClosed();
});

test("headers that come byte by byte do not buy time", async () => {
  const server = await listener((write) => write("HTTP/1.1 200 OK\r\nx: y"));
  const { reading, clock } = fetchAtHand(server.at("/"));
  await server.heard;
  clock.push(webLimits.firstByteMs);
  await expect(reading).rejects.toThrow("site.test took too long to answer.");
  await server.allClosed();
});

test("a body that trickles has a minute for the whole of it", async () => {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  let say: (words: string) => void = () => undefined;
  site.pages["/"] = (_request, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.write("a");
    say = (words) => response.write(words);
    begin();
  };
  const { reading, clock } = fetchAtHand(site.at("/"));
  await begun;
  // Until the headers are there, the alarm for them comes first.
  for (let looks = 0; looks < 10_000 && clock.next() !== webLimits.answerMs; looks += 1) {
    await new Promise(setImmediate);
  }
  expect(clock.next()).toBe(webLimits.answerMs);
  for (let ms = 0; ms < webLimits.answerMs; ms += webLimits.answerMs / 10) {
    say("b");
    clock.push(webLimits.answerMs / 10);
  }
  await expect(reading).rejects.toThrow("site.test took too long to answer.");
  await site.allClosed();
});

test("a page that was read leaves no alarm and no connection behind", async () => {
  site.pages["/"] = "hello";
  const { reading, clock } = fetchAtHand(site.at("/"));
  await reading;
  expect(clock.waiting()).toBe(0);
  await site.allClosed();
});

test.each([
  ["before the headers", () => undefined],
  ["within the headers", (write: (text: string) => void) => write("HTTP/1.1 200 OK\r\nx: y")],
  [
    "within the body",
    (write: (text: string) => void) => write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhello"),
  ],
])("who stops it closes the connection: %s", async (_when, speak) => {
  const server = await listener(speak);
  const stop = new AbortController();
  const { reading, clock } = fetchAtHand(server.at("/"), { signal: stop.signal });
  await server.heard;
  const reason = new Error("stopped");
  stop.abort(reason);
  await expect(reading).rejects.toBe(reason);
  await server.allClosed();
  expect(clock.waiting()).toBe(0);
});

test("who stops it in a handshake closes the connection", async () => {
  const server = await listener();
  const stop = new AbortController();
  const { reading } = fetchAtHand(server.at("/").replace("http:", "https:"), { signal: stop.signal });
  await server.heard;
  stop.abort(new Error("stopped"));
  await expect(reading).rejects.toThrow("stopped");
  await server.allClosed();
});

test("what was stopped before it began asks nobody", async () => {
  const { reading } = fetchAtHand(site.at("/"), { signal: AbortSignal.abort(new Error("stopped")) });
  await expect(reading).rejects.toThrow("stopped");
  const collecting = collectWebSource(
    { url: site.at("/"), kind: "page" },
    { signal: AbortSignal.abort(new Error("stopped")), allowPrivate: testHosts, world: testWorld().world },
  );
  await expect(collecting.next()).rejects.toThrow("stopped");
  expect(site.asked).toEqual([]);
});
