import type { ReadDocument } from "./read-document/read-document.ts";
import { readDocument } from "./read-document/read-document.ts";
import { type Passage, splitDocument } from "./split-document.ts";

/** A file as it came: uploaded, out of an archive, or fetched from `url`. `mediaType` is what its sender called it. */
export type SourceFile = { name: string; bytes: Uint8Array; mediaType?: string; url?: string };

/** A document ready to be embedded and stored. */
export type PreparedDocument = { document: ReadDocument; passages: Passage[] };

/** What became of one file, or of one file in an archive: a document, or the reason why not in an operator's words. */
export type PreparedFile = { name: string } & ({ prepared: PreparedDocument } | { reason: string });

/** Reads and cuts a file; an archive gives several. Never throws for what the file holds. */
export async function prepareFile({ name, bytes }: SourceFile): Promise<PreparedFile[]> {
  const document = readDocument({ name, content: new TextDecoder().decode(bytes) });
  return [{ name, prepared: await prepareText(document) }];
}

/** Cuts a document whose text is known already. */
export async function prepareText(document: ReadDocument): Promise<PreparedDocument> {
  return { document, passages: splitDocument(document.text) };
}
