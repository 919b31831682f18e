import { AppError } from "../errors.ts";

/** Stands behind a refusal that is about the whole site: it is down, slow, or asks to be left alone. */
class SiteFailure extends Error {
  override readonly name = "SiteFailure";
}

/** Why an address is not read, in a sentence for the operator: code `invalid_request`, field `url`. */
export function webRefusal(message: string, cause?: unknown): AppError {
  return new AppError("invalid_request", { message, field: "url", cause });
}

/** The same where the next page of this site would most likely fare no better. */
export function siteFailure(message: string, cause?: unknown): AppError {
  return webRefusal(message, new SiteFailure(message, { cause }));
}

export function isSiteFailure(error: unknown): boolean {
  return error instanceof AppError && error.cause instanceof SiteFailure;
}
