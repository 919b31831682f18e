import { AppError } from "../../errors.ts";
import { readMarkdown } from "./markdown.ts";
import { readText } from "./text.ts";

/** A document as it will be stored. Every offset counts UTF-16 code units of `text`. */
export type ReadDocument = {
  title: string;
  url?: string;
  tags: string[];
  sample: boolean;
  text: string;
  /** Where each page of a paged source begins in `text`, in order; absent where there are no pages. */
  pages?: { page: number; start: number }[];
};

/** A file or an upload: `name` is its file name, which decides how it is read. */
export type DocumentFile = { name: string; content: string };

/**
 * Reads a Markdown (.md, .markdown) or plain text (.txt) file. Throws AppError `unsupported_media_type` for
 * other names and `invalid_request` (field `content`) for what cannot be stored.
 */
export function readDocument(file: DocumentFile): ReadDocument {
  if (/\.(md|markdown)$/i.test(file.name)) return readMarkdown(file);
  if (/\.txt$/i.test(file.name)) return readText(file);
  throw new AppError("unsupported_media_type", {
    message: `${file.name} is no Markdown (.md) or text (.txt) file.`,
    field: "file",
  });
}
