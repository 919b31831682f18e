import { parse } from "yaml";
import { z } from "zod";
import { AppError } from "../../errors.ts";
import { blocksOf } from "../markdown-blocks.ts";
import type { ReadDocument } from "./read-document.ts";
import type { Reader, TextSource } from "./reader.ts";
import { titleFromName, toStoredText, toTitle } from "./stored-text.ts";

const oneLine = z
  .string()
  .trim()
  .refine((text) => text.isWellFormed() && !text.includes("\0"));

/** What the front matter may say; other keys belong to other programs and are passed over. */
const frontMatterSchema = z.object({
  title: oneLine.min(1).max(300).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  tags: z.array(oneLine.min(1).max(64)).max(50).default([]),
  sample: z.boolean().default(false),
});

export const markdown = {
  called: "a Markdown file",
  endings: [".md", ".markdown", ".mdown"],
  mediaTypes: ["text/markdown", "text/x-markdown"],
  form: "text",
  read: readMarkdown,
} satisfies Reader;

/**
 * Markdown with optional YAML front matter (`title`, `url`, `tags`, `sample`). The stored text is what follows
 * the front matter; without a title there, the first heading of level 1, or else the file name, is the title.
 * Throws AppError `invalid_request` (field `content`) for unreadable front matter, and as toStoredText does.
 */
function readMarkdown({ name, text: content, url }: TextSource): ReadDocument {
  const whole = toStoredText(content);
  const frontMatter = /^---[ \t]*\n([\s\S]*?)(?:\n|^)---[ \t]*(?:\n|$)/.exec(whole);
  const { title, url: named = url, ...rest } = parseFrontMatter(frontMatter?.[1] ?? "");
  const text = toStoredText(whole.slice(frontMatter?.[0].length ?? 0).replace(/^\n+/, ""));
  const heading = toTitle(blocksOf(text).find(({ level }) => level === 1)?.words ?? "");
  return {
    title: title ?? heading ?? titleFromName(name),
    ...(named !== undefined && { url: named }),
    ...rest,
    text,
  };
}

function parseFrontMatter(yaml: string) {
  const parsed = frontMatterSchema.safeParse(parseYaml(yaml) ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw unreadable(`${issue?.path.join(".") ?? "it"}: ${issue?.message ?? "not valid"}`);
}

/** Characters; some hundred times what is read of it. Longer YAML takes seconds, and hundreds of megabytes, to parse. */
const longestFrontMatter = 10_000;

function parseYaml(yaml: string): unknown {
  if (yaml.length > longestFrontMatter) {
    throw unreadable(`it has more than ${longestFrontMatter.toLocaleString("en")} characters`);
  }
  try {
    // Anchors are the way to make a small file large; front matter needs none.
    return parse(yaml, { maxAliasCount: 0 });
  } catch (cause) {
    throw unreadable("it is not YAML", cause);
  }
}

function unreadable(reason: string, cause?: unknown): AppError {
  return new AppError("invalid_request", {
    message: `The document's front matter cannot be read: ${reason}.`,
    field: "content",
    cause,
  });
}
