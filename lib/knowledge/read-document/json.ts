import { z } from "zod";
import { jsonText } from "./json-text.ts";
import { mostCells } from "./limits.ts";
import type { ReadDocument } from "./read-document.ts";
import { type Reader, type ReadFile, type TextSource, UnreadableFile } from "./reader.ts";
import { titleFromName, toStoredText } from "./stored-text.ts";

export const json: Reader = {
  called: "a JSON file",
  endings: [".json", ".ndjson", ".jsonl"],
  mediaTypes: ["application/json", "application/x-ndjson", "application/jsonl", "text/json"],
  form: "text",
  read: readJson,
};

/** A document as our API takes it; what else an export says of it is passed over. */
const documentSchema = z.object({
  title: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .refine((title) => title.isWellFormed() && !title.includes("\0")),
  content: z.string().refine((content) => content.trim() !== "", "is empty"),
  url: z
    .url({ protocol: /^https?$/, error: "must begin with http:// or https://" })
    .max(2_000)
    .optional(),
  tags: z.array(z.string().trim().min(1).max(64)).max(50).default([]),
});

/**
 * JSON, or one JSON value a line. Values of the shape `{title, content, url?, tags?}` are documents; of any other
 * JSON the readable text is one document.
 */
function readJson({ name, text, url }: TextSource): ReadDocument | ReadFile[] {
  const values = valuesOf(name, toStoredText(text));
  if (values.some(({ value }) => isMeantAsDocument(value))) return values.map((one) => toDocument(name, one));
  const made = jsonText(values.length === 1 ? values[0]?.value : values.map(({ value }) => value), mostCells);
  return {
    title: titleFromName(name),
    ...(url !== undefined && { url }),
    tags: [],
    sample: false,
    text: toStoredText(made),
  };
}

/** `value` is undefined where it is not JSON. */
type Located = { place: string; value: unknown };

/** The values of a list, of the lines, or the one that the file holds. */
function valuesOf(name: string, text: string): Located[] {
  const whole = parse(text);
  if (Array.isArray(whole) && whole.some(isMeantAsDocument))
    return whole.map((value, index) => ({ place: `document ${index + 1}`, value }));
  if (whole !== undefined) return [{ place: "document", value: whole }];
  const lines = text
    .split("\n")
    .flatMap((line, index) =>
      line.trim() === "" ? [] : [{ place: `line ${index + 1}`, value: parse(line) }],
    );
  const readable = lines.filter(({ value }) => value !== undefined).length;
  // One whole line among many broken ones is a broken file.
  if (
    lines.length < 2 ||
    readable < lines.length / 2 ||
    (readable < lines.length && !lines.some(isDocumentLine))
  )
    throw new UnreadableFile(
      `This is no JSON${/\.json$/i.test(name) ? "" : " by the line"}: ${faultOf(text)}.`,
    );
  return lines;
}

function isDocumentLine({ value }: Located): boolean {
  return isMeantAsDocument(value);
}

function isMeantAsDocument(value: unknown): boolean {
  return value !== null && typeof value === "object" && "title" in value && "content" in value;
}

/** Names the outcome also of what is not a whole document. */
const titledSchema = z.object({ title: z.string().trim().min(1).max(300) });

function toDocument(file: string, { place, value }: Located): ReadFile {
  const parsed = documentSchema.safeParse(value);
  const titled = titledSchema.safeParse(value).data?.title;
  const name = `${file}: ${titled ?? place}`;
  if (value === undefined) return { name, reason: `This is not valid JSON (${place} of ${file}).` };
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      name,
      reason: `${issue?.path.join(".") || "document"}: ${issue?.message ?? "not valid"} (${place} of ${file}).`,
    };
  }
  const { title, content, url, tags } = parsed.data;
  try {
    const text = toStoredText(content);
    return { name, document: { title, ...(url && { url }), tags, sample: false, text } };
  } catch (error) {
    return { name, reason: error instanceof Error ? error.message : String(error) };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // V8 ends with a stack overflow where arrays lie in each other by the thousand.
    if (error instanceof RangeError) throw error;
    return undefined;
  }
}

function faultOf(text: string): string {
  try {
    JSON.parse(text);
    return "it holds nothing";
  } catch (error) {
    const at = /line \d+ column \d+/.exec(error instanceof Error ? error.message : "")?.[0];
    return at ? `something is wrong at ${at}` : "it breaks off or holds something else";
  }
}
