import { z } from "zod";
import { AppError } from "../errors.ts";
import { parseWith } from "../request-body.ts";
import { type AddedDocument, type AddingDeps, addDocument, outcomeOf } from "./add-document.ts";
import { documentSchema } from "./document-schema.ts";

/**
 * Stores the documents of newline-delimited JSON one after the other, and says of each what became of it as
 * soon as that is known: a stream of JSON lines in the same order. A bad line fails alone. Reading goes at the
 * reader's pace; when the reader leaves, the documents after the current one are not stored. Throws
 * `invalid_request` when there is no line at all.
 */
export function addLines(text: string, deps: AddingDeps): ReadableStream<Uint8Array> {
  const lines = text.split("\n").flatMap((line, index) => (line.trim() ? [{ line, number: index + 1 }] : []));
  if (lines.length === 0) throw new AppError("invalid_request", { message: "Send at least one document." });
  const waiting = lines.values();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = waiting.next();
      if (done) return controller.close();
      const outcome = await addLine(value, deps);
      controller.enqueue(encoder.encode(`${JSON.stringify(outcome)}\n`));
    },
  });
}

function addLine(
  { line, number }: { line: string; number: number },
  deps: AddingDeps,
): Promise<AddedDocument> {
  const value = jsonOf(line);
  const add = async () => {
    if (value === undefined)
      throw new AppError("invalid_request", { message: "This line is not valid JSON." });
    return addDocument(parseWith(documentSchema, value), deps);
  };
  return outcomeOf(titledSchema.safeParse(value).data?.title ?? `Line ${number}`, add, deps);
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
