/**
 * One instance of the product's chat in a process of its own, on the database and the Redis of the environment. Says
 * its port on the standard output and ends with its standard input. Run with --conditions=react-server.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import pino from "pino";
import { POST as stop } from "../../app/api/chat/[turnId]/stop/route.ts";
import { GET as stream } from "../../app/api/chat/[turnId]/stream/route.ts";
import { readSettings } from "../../lib/env.ts";
import { readHealth } from "../../lib/health.ts";
import { sharedRedis } from "../../lib/redis/shared.ts";
import { startRuntime } from "../../lib/runtime.ts";
import { chatListener, isChat } from "../../lib/server/chat-listener.ts";
import { database, turnLine } from "../../lib/wiring.ts";

const settings = readSettings();
startRuntime({
  settings: { ...settings, SESSION_SECRET: settings.SESSION_SECRET ?? "" },
  databaseUrl: settings.DATABASE_URL,
  log: pino({ level: "silent" }),
});

const others = getRequestListener(async (request) => {
  const { pathname } = new URL(request.url);
  if (pathname === "/health") {
    const health = await readHealth({
      database: database(),
      queue: turnLine(),
      redis: sharedRedis(),
      breakers: [],
    });
    return Response.json({ ...health, stats: turnLine().stats() });
  }
  const [, turnId = "", what] = /^\/api\/chat\/([^/]+)\/(\w+)$/.exec(pathname) ?? [];
  const params = Promise.resolve({ turnId });
  return what === "stop" ? stop(request, { params }) : stream(request, { params });
});

const server = createServer((request, response) => {
  request.headers["x-client-address"] = request.socket.remoteAddress ?? "";
  if (isChat(request)) void chatListener(request, response);
  else void others(request, response);
});
sharedRedis();
server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.on("end", () => process.exit(0)).resume();
