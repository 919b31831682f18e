import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { prepareRequest } from "../../lib/server/edge.ts";
import { logRequest } from "../../lib/server/request-log.ts";
import type { TestApp } from "./app-request.ts";

/** The application behind a real HTTP listener, with the edge of server.ts in front. */
export async function serveApp(app: TestApp): Promise<{ url: string; close(): Promise<void> }> {
  const listener = getRequestListener((request) => app.answer(request), { overrideGlobalObjects: false });
  const server = createServer((request: IncomingMessage, response) => {
    logRequest(request, response, app.runtime.log);
    if (!prepareRequest(request, response, { trustedProxies: 0 })) return;
    void listener(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
