import { z } from "zod";
import { AppError } from "./errors.ts";

/** Bodies larger than this are refused while they are read: what a client says of their length is not believed. */
export const chatBodyLimit = 64 * 1024;
export const documentBodyLimit = 20 * 1024 * 1024;

/** Reads a JSON body and checks it against a schema. Throws 415, 413 or 400 (with the bad field's name). */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  { limit = chatBodyLimit }: { limit?: number } = {},
): Promise<z.infer<Schema>> {
  assertJson(request);
  const text = new TextDecoder("utf-8", { ignoreBOM: false }).decode(await readBytes(request, limit));
  return parseWith(schema, parseJson(text));
}

function assertJson(request: Request): void {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(type)) throw new AppError("unsupported_media_type");
}

/** The whole body, unless it grows beyond `limit` bytes; then reading stops at once (413). */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const named = request.headers.get("content-length");
  // The server ends a body at the length it names, so a short one can be read at once; it is counted all the same.
  if (named !== null && Number(named) <= limit) return readWhole(request, limit);
  if (!request.body) return new Uint8Array();
  const reader = request.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await readPart(reader);
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel().catch(() => undefined);
      throw tooLarge(limit);
    }
    parts.push(value);
  }
  return Buffer.concat(parts);
}

async function readWhole(request: Request, limit: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(await request.arrayBuffer().catch(cutShort));
  if (bytes.byteLength > limit) throw tooLarge(limit);
  return bytes;
}

async function readPart(reader: ReadableStreamDefaultReader<Uint8Array>) {
  return await reader.read().catch(cutShort);
}

/** The client went away in the middle of its own request. */
function cutShort(cause: unknown): never {
  throw new AppError("invalid_request", { message: "The request ended before it was whole.", cause });
}

function tooLarge(limit: number): AppError {
  return new AppError("payload_too_large", {
    message: `The request may have at most ${limit / 1024} KiB.`,
  });
}

/** Parses JSON text. Throws 400. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_request", { message: "The body is not valid JSON.", cause });
  }
}

/** Checks a value against a schema; the first problem becomes the error, with the field's dotted name. */
export function parseWith<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const unknownField = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const path = [...(issue?.path ?? []), ...(unknownField ? [unknownField] : [])].join(".");
  throw new AppError("invalid_request", {
    message: unknownField
      ? `There is no field named ${clip(unknownField)} here.`
      : (issue && sentenceOf(issue)) || "Not valid.",
    ...(path && { field: clip(path) }),
  });
}

/** A schema that says nothing of its own about a value of the wrong type leaves it to its library's words. */
function sentenceOf({ code, message, path, ...issue }: z.core.$ZodIssue): string {
  if (code !== "invalid_type" || !message.startsWith("Invalid input")) return message;
  const named: Record<string, string> = {
    ...{ object: "an object", array: "a list", string: "a text", number: "a number" },
    ...{ int: "a whole number", boolean: "true or false" },
  };
  const kind = named[String("expected" in issue && issue.expected)] ?? "something else";
  return path.length === 0 ? `The body must be ${kind}.` : `Must be ${kind}.`;
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

const loneSurrogate = /\p{Surrogate}/u;

/**
 * A text a person wrote: trimmed, `min` to `max` Unicode code points, without NUL and lone surrogates
 * (which no database stores).
 */
export function personText({ min = 1, max, tooLong }: { min?: number; max: number; tooLong?: string }) {
  return z
    .string({ error: "Must be a text." })
    .refine((text) => !text.includes("\u0000") && !loneSurrogate.test(text), {
      error: "Holds characters that cannot be stored.",
    })
    .transform((text) => text.trim())
    .refine((text) => codePoints(text) >= min, {
      error: min === 1 ? "Must not be empty." : `Needs at least ${min} characters.`,
    })
    .refine((text) => codePoints(text) <= max, {
      error: tooLong ?? `May have at most ${max} characters.`,
    });
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** An id in a path; anything that is not a UUID names nothing we have (404). */
export function idFromPath(value: string | undefined): string {
  if (!z.guid().safeParse(value).success || value === undefined) throw new AppError("not_found");
  return value.toLowerCase();
}
