import type { ReadDocument } from "./read-document.ts";

/** What came of one document that a file holds, under the name that an operator knows it by. */
export type ReadFile = { name: string } & ({ document: ReadDocument } | { reason: string });

/** A file whose bytes are already text. `name` may lead through folders of an archive. */
export type TextSource = { name: string; text: string; url?: string };
export type BinarySource = { name: string; bytes: Uint8Array; url?: string };

/** One file of an archive; its bytes are unpacked when they are asked for, or the promise fails with UnreadableFile. */
export type ArchiveEntry = { name: string; bytes: () => Promise<Uint8Array> };

/**
 * Reads files of one type. What it cannot read it refuses with UnreadableFile (or AppError `invalid_request`); any
 * other error is taken for a damaged file. Libraries are imported when they are first needed.
 */
export type Reader = {
  /** As a sentence names one: "a PDF". */
  called: string;
  /** Ends of file names, in lower case, with the full stop. */
  endings: readonly string[];
  /** What senders and `file-type` call it. */
  mediaTypes: readonly string[];
} & (
  | {
      form: "text";
      /** Whether a text is of this type whatever it is named. */
      recognises?: (text: string) => boolean;
      /** One document, or several with the reasons for what could not be read. */
      read(source: TextSource): ReadDocument | ReadFile[] | Promise<ReadDocument | ReadFile[]>;
    }
  | { form: "binary"; read(source: BinarySource): Promise<ReadDocument> }
  | { form: "archive"; entries(source: BinarySource): AsyncIterable<ArchiveEntry> }
);

/** A file that cannot be read. The message is a sentence or two for the operator: what it is, and what to do. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
}
