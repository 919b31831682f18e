import { AppError } from "../errors.ts";
import { siteFailure, webRefusal } from "./web-refusal.ts";

/** What went wrong on the way, in a sentence of ours: nothing of what the site or the network said is passed on. */
export function toWebRefusal(error: unknown, { hostname }: URL): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (/^(CERT_|ERR_TLS_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO|ERR_SSL_)/.test(code)) {
    return siteFailure(
      `${hostname} has no valid certificate, so it cannot be known whose page it is.`,
      error,
    );
  }
  if (code === "UND_ERR_HEADERS_OVERFLOW" || code === "HPE_HEADER_OVERFLOW") {
    return webRefusal(`${hostname} answered with more headers than are read.`, error);
  }
  if (/^(Z_|ERR__ERROR_|ERR_BROTLI_)/.test(code)) {
    return webRefusal("The page is packed, and cannot be unpacked whole.", error);
  }
  if (isNoHttp(error)) return siteFailure(`${hostname} did not answer as a web server does.`, error);
  if (beforeAnswer.has(code)) return siteFailure(`${hostname} could not be reached.`, error);
  if (inAnswer.has(code)) {
    return siteFailure(`The answer of ${hostname} broke off before it was whole.`, error);
  }
  // Without a code it is no fault of the network, but ours.
  if (code === "") throw error;
  return siteFailure(`${hostname} could not be read.`, error);
}

const beforeAnswer = new Set(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL", "ETIMEDOUT"]);

const inAnswer = new Set([
  "ECONNRESET",
  "EPIPE",
  "UND_ERR_SOCKET",
  "UND_ERR_RES_CONTENT_LENGTH_MISMATCH",
  "ERR_STREAM_PREMATURE_CLOSE",
]);

/** undici's parser tells most of its errors by their name alone. */
function isNoHttp(error: unknown): boolean {
  return error !== null && typeof error === "object" && "name" in error && error.name === "HTTPParserError";
}

/** Node's name for what went wrong, of the error or of what is behind it; "" where there is none. */
export function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return "cause" in error ? codeOf(error.cause) : "";
}
