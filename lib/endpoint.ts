import type { Logger } from "pino";
import { AppError, toRefusal, toWireError, type WireError } from "./errors.ts";
import { runtime } from "./runtime.ts";

/**
 * The edge of every API route: one request id, one shape for errors, the same checks. A route names the
 * methods it knows; all others are answered with 405 and `Allow`.
 */

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof methods)[number];

export type Exchange<Params = Record<string, string>> = {
  request: Request;
  params: Params;
  requestId: string;
  /** The client's address as server.ts saw it, believing as many proxies as configured. */
  address: string;
  log: Logger;
};

/** The body of an error; an address that speaks another ecosystem's language has its own. */
type ErrorBody = (error: WireError) => unknown;
type Answer<Params> = (exchange: Exchange<Params>) => Promise<Response>;
type NextContext<Params> = { params: Promise<Params> };
type Route<Params> = (request: Request, context: NextContext<Params>) => Promise<Response>;

/** Exports of a `route.ts`: `export const { GET, POST, … } = endpoint({ POST: answer })`. */
export function endpoint<Params = Record<string, string>>(
  answers: Partial<Record<Method, Answer<Params>>>,
  { errorBody = (error) => ({ error }) }: { errorBody?: ErrorBody } = {},
): Record<Method | "HEAD" | "OPTIONS", Route<Params>> {
  const known = methods.filter((method) => answers[method]);
  const allow = [...known, ...(answers.GET ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const refuse: Answer<Params> = async () => {
    throw new AppError("method_not_allowed", { headers: { allow } });
  };
  const allowed: Answer<Params> = async () => new Response(null, { status: 204, headers: { allow } });
  const edge = (answer: Answer<Params>) => atEdge(answer, errorBody);
  const routes = Object.fromEntries(methods.map((method) => [method, edge(answers[method] ?? refuse)]));
  return {
    ...(routes as Record<Method, Route<Params>>),
    HEAD: edge(answers.GET ?? refuse),
    OPTIONS: edge(allowed),
  };
}

function atEdge<Params>(answer: Answer<Params>, errorBody: ErrorBody): Route<Params> {
  return async (request, context) => {
    const requestId = request.headers.get("x-request-id") ?? crypto.randomUUID();
    const log = runtime().log.child({ requestId });
    try {
      assertSameOrigin(request);
      const params = await context.params;
      const address = request.headers.get("x-client-address") ?? "unknown";
      return await answer({ request, params, requestId, address, log });
    } catch (error) {
      return toErrorResponse(error, { requestId, log, errorBody });
    }
  };
}

/**
 * A browser says where a request comes from; one that changes something must come from our own pages.
 * Callers with a bearer key are no browsers acting for somebody, and send no cookie.
 */
function assertSameOrigin(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  // A browser adds a name and password (Basic) by itself, for a proxy that asks for them.
  if (/^bearer\s/i.test(request.headers.get("authorization") ?? "")) return;
  const site = request.headers.get("sec-fetch-site");
  if (site && site !== "same-origin" && site !== "none") throw crossSite();
  const origin = request.headers.get("origin");
  if (!origin) return;
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  if (URL.parse(origin)?.host !== host) throw crossSite();
}

function crossSite(): AppError {
  return new AppError("forbidden", { message: "This request came from another site." });
}

/** The answer to a failed request. What is a bug is logged with its cause, and shown without. */
function toErrorResponse(
  error: unknown,
  { requestId, log, errorBody }: { requestId: string; log: Logger; errorBody: ErrorBody },
): Response {
  const wire = toWireError(error, requestId);
  const refusal = toRefusal(error);
  if (refusal.status >= 500) log.error({ err: error, code: refusal.code }, "request failed");
  const retryAfter = refusal.retryAfterSeconds;
  return Response.json(errorBody(wire), {
    status: refusal.status,
    headers: {
      "cache-control": "no-store",
      ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
      ...refusal.headers,
    },
  });
}
