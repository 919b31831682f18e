import type { ModelErrorReason } from "./model-error.ts";

const maxLength = 500;
/** Keys as the providers write them, whole or half masked, should one echo another's. */
const keyLike = /\b(?:sk|pk|rk)-[\w*.-]{6,}|\bBearer\s+\S+/gi;

/**
 * What a provider (or the network below it) said, fit for a log: cut to 500 characters, every key in it
 * replaced, and nothing else of the SDK's error kept, which carries headers and sometimes the request.
 */
export function providerCause(error: unknown, secret: string | undefined): Error {
  const words = errorChain(error).map((one) => `${codeOf(one)}${one.message}`);
  const cause = new Error(redact(words.join(" < "), secret).slice(0, maxLength));
  cause.name = "ProviderFault";
  return cause;
}

/** What a request failed with that got no status: nobody there, nobody in time, or a body that is no JSON. */
export function networkReason(error: unknown): ModelErrorReason {
  for (const { name, code, message } of errorChain(error)) {
    if (name === "SyntaxError") return "malformed";
    // The SDKs say no more than this when their own clock ran out.
    if (code === "ETIMEDOUT" || message === "Request timed out.") return "timeout";
  }
  return "connection";
}

function redact(text: string, secret: string | undefined): string {
  const withoutSecret = secret ? text.replaceAll(secret, "[key]") : text;
  return withoutSecret.replace(keyLike, "[key]");
}

type ErrorLike = { name?: unknown; message: string; code?: unknown; cause?: unknown };

/** By shape, not by class: the network's errors may come from another realm. */
function isErrorLike(error: unknown): error is ErrorLike {
  return (
    typeof error === "object" && error !== null && "message" in error && typeof error.message === "string"
  );
}

function errorChain(error: unknown): ErrorLike[] {
  const chain: ErrorLike[] = [];
  for (let one = error; isErrorLike(one) && chain.length < 5; one = one.cause) chain.push(one);
  return chain;
}

function codeOf(error: ErrorLike): string {
  return typeof error.code === "string" ? `${error.code}: ` : "";
}
