import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { AppError, toWireError } from "../errors.ts";

/**
 * What has to happen before Next sees a request: the client's true address, a request id of our own, and
 * the methods Next would answer with a 500.
 */

/**
 * Headers by which a client could claim to be somebody or somewhere else, or call one of Next's server actions: there
 * are none, and Next writes the name that was asked for into the log.
 */
const claimed = ["x-client-address", "x-request-id", "x-middleware-subrequest", "next-action"];
const forwarded = [
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-port",
  "forwarded",
];

/**
 * Everything a page needs comes from here: no other host may be asked for anything, and no other site may frame
 * it. Next's own inline scripts and styles want 'unsafe-inline'; model output never becomes HTML. Hot reload
 * evaluates code, so development allows that.
 */
export function securityHeaders({ dev }: { dev: boolean }): [name: string, value: string][] {
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ];
  return [
    ["content-security-policy", policy.join("; ")],
    ["x-content-type-options", "nosniff"],
    ["referrer-policy", "strict-origin-when-cross-origin"],
    ["permissions-policy", "camera=(), microphone=(), geolocation=()"],
  ];
}

const knownMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Prepares a request in place; false when it was answered here. `trustedProxies` is TRUST_PROXY. */
export function prepareRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { trustedProxies }: { trustedProxies: number },
): boolean {
  const requestId = crypto.randomUUID();
  const address = clientAddress(request, trustedProxies);
  for (const name of claimed) delete request.headers[name];
  if (trustedProxies === 0) for (const name of forwarded) delete request.headers[name];
  request.headers["x-client-address"] = address;
  request.headers["x-request-id"] = requestId;
  response.setHeader("x-request-id", requestId);

  if (!knownMethods.has(request.method ?? "")) {
    const refusal = new AppError("method_not_allowed");
    refuse(response, { refusal, requestId, allow: [...knownMethods].join(", ") });
    return false;
  }
  if (!isWellFormed(request.url ?? "")) {
    refuse(response, {
      refusal: new AppError("invalid_request", { message: "The address is not well-formed." }),
      requestId,
    });
    return false;
  }
  return true;
}

function isWellFormed(url: string): boolean {
  if (!url.startsWith("/")) return false;
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

function refuse(
  response: ServerResponse,
  { refusal, requestId, allow }: { refusal: AppError; requestId: string; allow?: string },
): void {
  response.statusCode = refusal.status;
  response.setHeader("content-type", "application/json");
  if (allow) response.setHeader("allow", allow);
  response.end(JSON.stringify({ error: toWireError(refusal, requestId) }));
}

/** Answers what is no HTTP, or too much of it: Node gives no request then, only the socket. */
export function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  endRefused(socket, new AppError("invalid_request", { message: "The request could not be read." }));
}

/** `Upgrade:` to another protocol, which would leave the socket open with nobody to speak on it. */
export function refuseUpgrade(socket: Duplex): void {
  socket.on("error", () => socket.destroy());
  endRefused(socket, new AppError("invalid_request", { message: "Nothing but HTTP is spoken here." }));
}

function endRefused(socket: Duplex, refusal: AppError): void {
  const body = JSON.stringify({ error: toWireError(refusal, crypto.randomUUID()) });
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** `Expect:` with anything but 100-continue. */
export function refuseExpectation(response: ServerResponse): void {
  const refusal = new AppError("invalid_request", { message: "Nothing but 100-continue can be expected." });
  refuse(response, { refusal, requestId: crypto.randomUUID() });
}

/** The address that the outermost believed proxy saw: counted from the right, since only those entries are theirs. */
function clientAddress(request: Pick<IncomingMessage, "headers" | "socket">, trustedProxies: number): string {
  const direct = request.socket.remoteAddress ?? "unknown";
  if (trustedProxies === 0) return direct;
  const header = request.headers["x-forwarded-for"];
  const chain = (Array.isArray(header) ? header.join(",") : (header ?? ""))
    .split(",")
    .map((part) => part.trim());
  return chain.filter(Boolean).at(-trustedProxies) ?? direct;
}
