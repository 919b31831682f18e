import { AppError } from "../../errors.ts";
import { markdown } from "./markdown.ts";
import { text } from "./text.ts";

/** A document as it will be stored. Every offset counts UTF-16 code units of `text`. */
export type ReadDocument = {
  title: string;
  url?: string;
  tags: string[];
  sample: boolean;
  /** Of a file that is no text itself (a PDF, a workbook): the Markdown that was made from it. */
  text: string;
  /** Where each page of a paged source begins in `text`, in order; absent where there are no pages. */
  pages?: { page: number; start: number }[];
  /** What could not be read of it, in a sentence for the operator. */
  warning?: string;
};

/** A text that came as one: `name` is its file name, `url` where people can read it. */
export type DocumentFile = { name: string; content: string; url?: string };

/**
 * Reads a Markdown (.md, .markdown) or plain text (.txt) document, the two that need no process of their own. Throws
 * AppError `unsupported_media_type` for other names and `invalid_request` (field `content`) for what cannot be stored.
 */
export function readDocument({ name, content, url }: DocumentFile): ReadDocument {
  const source = { name, text: content, ...(url !== undefined && { url }) };
  if (/\.(md|markdown)$/i.test(name)) return markdown.read(source);
  if (/\.txt$/i.test(name)) return text.read(source);
  throw new AppError("unsupported_media_type", {
    message: `${name} is no Markdown (.md) or text (.txt) file.`,
    field: "file",
  });
}
