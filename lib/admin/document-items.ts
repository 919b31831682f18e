import { z } from "zod";
import { AppError } from "../errors.ts";
import type { HandedIn } from "../knowledge/ingest-hand-in.ts";
import { toStoredText } from "../knowledge/read-document/stored-text.ts";
import { parseWith, personText } from "../request-body.ts";
import { type DocumentInput, documentSchema } from "./document-schema.ts";

/** A document that came as JSON. Throws `invalid_request` for a text that cannot be stored. */
export function itemOfDocument({ title, content, url, tags }: DocumentInput): HandedIn {
  const document = { title, tags, sample: false, text: toStoredText(content), ...(url && { url }) };
  return { kind: "text", document };
}

/** An uploaded file; a file of the same name is replaced by it. A name that cannot be kept makes a bad one. */
export async function itemOfFile(file: File): Promise<HandedIn> {
  const title = file.name.slice(0, 300);
  try {
    const name = parseWith(fileNameSchema, file.name);
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { kind: "file", file: { name, bytes, ...(file.type && { mediaType: file.type }) } };
  } catch (error) {
    return { kind: "bad", name: storable(title), reason: reasonOf(error) };
  }
}

const fileNameSchema = personText({ max: 255 });

/** The documents of newline-delimited JSON, in order; a bad line is a bad document. Throws `invalid_request` for none, or too many. */
export function itemsOfLines(text: string): HandedIn[] {
  assertFewLines(text);
  const lines = text.split("\n").flatMap((line, index) => (line.trim() ? [{ line, number: index + 1 }] : []));
  if (lines.length === 0) throw new AppError("invalid_request", { message: "Send at least one document." });
  return lines.map(itemOfLine);
}

/** As many as a workspace may have waiting. Counted first: a body of nothing but line ends would fill the memory. */
const mostLines = 20_000;

function assertFewLines(text: string): void {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  if (lines > mostLines + 1)
    throw new AppError("invalid_request", {
      message: `Send at most ${mostLines.toLocaleString("en")} lines at once.`,
    });
}

function itemOfLine({ line, number }: { line: string; number: number }): HandedIn {
  const value = jsonOf(line);
  const name = titledSchema.safeParse(value).data?.title ?? `Line ${number}`;
  try {
    if (value === undefined)
      throw new AppError("invalid_request", { message: "This line is not valid JSON." });
    return itemOfDocument(parseWith(documentSchema, value));
  } catch (error) {
    return { kind: "bad", name: storable(name), reason: reasonOf(error) };
  }
}

/** Names the outcome also of a line that is not a whole document. */
const titledSchema = z.object({ title: z.string().trim().min(1).max(300) });

/** Undefined: not JSON, which has no such value. */
function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A refusal in words; what is none is a bug and goes on. */
function reasonOf(error: unknown): string {
  if (!(error instanceof AppError) || error.status >= 500) throw error;
  const { field, message } = error;
  return field && field !== "file" && field !== "content" ? `${field}: ${message}` : message;
}

/** A name as the database takes it: without NUL and halves of characters. Never empty. */
export function storable(name: string): string {
  return name.replaceAll("\0", "").toWellFormed().trim() || "Untitled";
}
