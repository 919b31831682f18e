import { isUtf8 } from "node:buffer";
import { AppError } from "../errors.ts";
import { cutDocument } from "./cut-document.ts";
import type { PageValidators } from "./page-validators.ts";
import { type ReadDocument, readDocument } from "./read-document/read-document.ts";
import { readingPool } from "./reading-pool.ts";
import type { Passage } from "./split-document.ts";

/** A file as it came: uploaded, out of an archive, or fetched from `url`. `mediaType` is what its sender called it. */
export type SourceFile = {
  name: string;
  bytes: Uint8Array;
  mediaType?: string;
  url?: string;
  validators?: PageValidators;
};

/** A document ready to be embedded and stored. */
export type PreparedDocument = { document: ReadDocument; passages: Passage[] };

/** What became of one file, or of one file in an archive: a document, or the reason why not in an operator's words. */
export type PreparedFile = { name: string } & ({ prepared: PreparedDocument } | { reason: string });

/** Bytes, or characters, of a text that is read and cut here: a few milliseconds, less than it takes to send it away. */
const mostHere = 32 * 1024;

/**
 * Reads and cuts a file; an archive, or a list of documents in JSON, gives several. Never throws for what the file
 * holds. All but small texts are read in a process of their own, which is ended when a file takes more than a minute
 * or more memory than it may have (see reading-limits.ts); nothing of that holds up this one.
 */
export async function prepareFile(file: SourceFile): Promise<PreparedFile[]> {
  if (!isSmallText(file)) return readingPool().prepareFile(file);
  const { name, bytes, url } = file;
  try {
    const content = new TextDecoder().decode(bytes);
    const document = readDocument({ name, content, ...(url !== undefined && { url }) });
    return [{ name, prepared: await cutDocument(document) }];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [{ name, reason: error.message }];
  }
}

/** Cuts a document whose text is known already. Throws AppError `invalid_request` where that takes too long. */
export async function prepareText(document: ReadDocument): Promise<PreparedDocument> {
  return document.text.length <= mostHere ? cutDocument(document) : readingPool().prepareText(document);
}

/** What is plain text by its name and shows nothing else; the rest is looked at more closely in the other process. */
function isSmallText({ name, bytes }: SourceFile): boolean {
  if (bytes.length > mostHere || !/\.(?:md|markdown|txt)$/i.test(name)) return false;
  if (!isUtf8(bytes) || bytes.includes(0)) return false;
  const start = new TextDecoder().decode(bytes.subarray(0, 2_048));
  return start.trim() !== "" && !/^\s*(?:%PDF-|<[!?a-z])/i.test(start);
}
