import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import { type AddressInfo, createServer as createPlainServer, type Server, type Socket } from "node:net";
import { afterAll, beforeEach } from "@jest/globals";
import { hostTurns } from "../../lib/web/host-turns.ts";
import { type WebLimits, webLimits } from "../../lib/web/web-limits.ts";
import type { WebWorld } from "../../lib/web/web-world.ts";

/** A site on loopback that answers by path, and what was asked of it. A path without an answer is a 404. */
export type WebSite = {
  port: number;
  /** `http://site.test:<port>` and a path. */
  at(path: string, host?: string): string;
  pages: Record<string, Page>;
  asked: { host: string; path: string; headers: IncomingMessage["headers"] }[];
  paths(): string[];
  openSockets(): number;
  /** Until all that was ever connected is closed. */
  allClosed(): Promise<void>;
  close(): Promise<void>;
};

type Page =
  | string
  | { status?: number; headers?: Record<string, string>; body?: string | Uint8Array }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export async function startWebSite(tls?: ServerOptions): Promise<WebSite> {
  const pages: WebSite["pages"] = {};
  const asked: WebSite["asked"] = [];
  const answer: RequestListener = (request, response) => {
    const path = request.url ?? "";
    asked.push({ host: request.headers.host ?? "", path, headers: request.headers });
    const page = pages[path];
    if (typeof page === "function") return page(request, response);
    const { status = 200, headers = {}, body = "" } = whole(page);
    response.writeHead(status, headers).end(body);
  };
  const server = tls ? createSecureServer(tls, answer) : createServer(answer);
  const { port, openSockets, allClosed, close } = await listen(server);
  const at = (path: string, host = "site.test") => `${tls ? "https" : "http"}://${host}:${port}${path}`;
  const paths = () => asked.map(({ path }) => path).filter((path) => path !== "/robots.txt");
  return { port, at, pages, asked, paths, openSockets, allClosed, close };
}

function whole(page: Exclude<Page, (...args: never) => void> | undefined) {
  if (page === undefined) return { status: 404 };
  if (typeof page !== "string") return page;
  return { headers: { "content-type": "text/html; charset=utf-8" }, body: page };
}

/** A server that speaks for itself, byte by byte. */
export async function startRawServer(speak: (socket: Socket) => void) {
  const server = createPlainServer((socket) => {
    socket.on("error", () => undefined);
    speak(socket);
  });
  const { port, ...rest } = await listen(server);
  return { port, at: (path: string) => `http://site.test:${port}${path}`, ...rest };
}

async function listen(server: Server) {
  const sockets = new Set<Socket>();
  let isClosed = () => {};
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      if (sockets.size === 0) isClosed();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    openSockets: () => sockets.size,
    allClosed: () =>
      new Promise<void>((resolve) => {
        if (sockets.size === 0) resolve();
        else isClosed = resolve;
      }),
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export type TestWorld = { world: Partial<WebWorld>; pauses: number[]; resolved: string[] };

/**
 * A world in which every name leads to loopback, unless `names` says otherwise, and nobody waits: pauses are kept
 * as they were asked for, and end at once. Nothing in it is shared with another test.
 */
export function testWorld(
  names: Record<string, string[] | (() => string[])> = {},
  limits: Partial<WebLimits> = {},
): TestWorld {
  const pauses: number[] = [];
  const resolved: string[] = [];
  let now = 0;
  const pause = async (ms: number, signal: AbortSignal) => {
    signal.throwIfAborted();
    pauses.push(Math.round(ms));
    now += ms;
  };
  const world = {
    async resolve(name: string) {
      resolved.push(name);
      const answer = names[name] ?? ["127.0.0.1"];
      return typeof answer === "function" ? answer() : answer;
    },
    pause,
    turns: hostTurns({ now: () => now, pause }),
    robots: new Map(),
    limits: { ...webLimits, ...limits },
  };
  return { world, pauses, resolved };
}

/** What a test's sites are called, for `allowPrivate`. */
export const testHosts = ["site.test", "www.site.test", "docs.site.test", "other.test"];

/** A site for the tests of one file: before each it has these pages alone and was asked for nothing; closed at last. */
export async function webSiteForTests(pages: WebSite["pages"] = {}): Promise<WebSite> {
  const site = await startWebSite();
  beforeEach(() => {
    site.asked.length = 0;
    for (const path of Object.keys(site.pages)) delete site.pages[path];
    Object.assign(site.pages, pages);
  });
  afterAll(() => site.close());
  return site;
}
