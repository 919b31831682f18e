import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { metrics } from "../metrics.ts";
import { routePattern } from "./route-pattern.ts";

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * One line and one count for each request, when its answer has ended or its reader has left: what was asked for by
 * its pattern, and how it went. Nothing that somebody wrote is in it. Files of the interface are lines of debugging.
 */
export function logRequest(request: IncomingMessage, response: ServerResponse, log: Logger): void {
  const startedAt = performance.now();
  const method = methods.has(request.method ?? "") ? String(request.method) : "other";
  const route = routePattern(request.url ?? "");
  response.once("close", () => {
    const ms = Math.round((performance.now() - startedAt) * 10) / 10;
    const status = response.statusCode;
    metrics().requestAnswered({ route, method, status, ms });
    const line = {
      requestId: response.getHeader("x-request-id"),
      method,
      route,
      status,
      ms,
      ...(!response.writableFinished && { left: true }),
    };
    if (route === "/_next") log.debug(line, "request");
    else log.info(line, "request");
  });
}
