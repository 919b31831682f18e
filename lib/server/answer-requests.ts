import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Call } from "../db/call.ts";
import type { Runtime } from "../runtime.ts";
import { chatListener, isChat } from "./chat-listener.ts";
import {
  prepareRequest,
  refuseExpectation,
  refuseMalformed,
  refuseUpgrade,
  securityHeaders,
} from "./edge.ts";
import { markGonePage } from "./gone-pages.ts";
import { logRequest } from "./request-log.ts";

type Answering = {
  /** Next's own. */
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  runtime: Runtime;
  call: Call;
  dev: boolean;
  /** Whether requests are those of visitors yet, and not of the start. */
  isReady: () => boolean;
};

/** Hands every request on, checked and with the headers that each answer has: a chat to its route, the rest to Next. */
export function answerRequests(server: Server, { handle, runtime, call, dev, isReady }: Answering): void {
  const { log, settings } = runtime;
  const headers = securityHeaders({ dev });
  server.on("clientError", refuseMalformed);
  server.on("checkExpectation", (_request, response) => refuseExpectation(response));
  // Hot reload speaks WebSocket; nothing else does.
  if (!dev) server.on("upgrade", (_request, socket) => refuseUpgrade(socket));
  server.on("request", (request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    if (isReady()) logRequest(request, response, log);
    if (!prepareRequest(request, response, { trustedProxies: settings.TRUST_PROXY })) return;
    if (runtime.draining) response.setHeader("connection", "close");
    if (!dev && isChat(request)) return void chatListener(request, response);
    markGonePage(request.url ?? "", response, call)
      .then(() => handle(request, response))
      .catch((error: unknown) => {
        log.error({ err: error }, "request failed outside a handler");
        response.destroy();
      });
  });
}
