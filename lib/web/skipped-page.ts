import { AppError } from "../errors.ts";
import { pageKey } from "./page-key.ts";
import { nameFromUrl } from "./web-file.ts";

/** An address that was not taken, and why, in a sentence for the operator. */
export type SkippedPage = { name: string; url: string; reason: string };

/** Throws what is no refusal: a bug, or that somebody stopped it. */
export function skipped(url: URL, error: unknown, signal: AbortSignal): SkippedPage {
  if (signal.aborted) throw signal.reason;
  if (!(error instanceof AppError)) throw error;
  return { name: nameFromUrl(url), url: pageKey(url), reason: error.message };
}
