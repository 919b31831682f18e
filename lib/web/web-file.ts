import type { SourceFile } from "../knowledge/prepare-document.ts";
import type { WebAnswer } from "./ask-once.ts";
import { headerText } from "./header-text.ts";
import { validatorsOf } from "./page-changes.ts";
import { pageKey } from "./page-key.ts";
import { webRefusal } from "./web-refusal.ts";

/** By media type, the endings of names under which it is read, the first of them where an address has none. */
const endings: Record<string, string[]> = {
  "text/html": ["html", "htm"],
  "application/xhtml+xml": ["html", "htm"],
  "text/markdown": ["md", "markdown"],
  "text/csv": ["csv"],
  "application/csv": ["csv"],
  "application/pdf": ["pdf"],
  "application/json": ["json"],
  "application/x-ndjson": ["ndjson"],
  "application/jsonl": ["ndjson"],
  "application/zip": ["zip", "docx", "xlsx"],
  "application/x-zip-compressed": ["zip", "docx", "xlsx"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ["docx"],
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ["xlsx"],
};

/** Endings that are believed where the sender only says "text" or "bytes". */
const known = new Set([...Object.values(endings).flat(), "txt", "jsonl", "tsv"]);

/** What was fetched as a file: under the name it would be saved by, with the address it came from. */
export function toSourceFile(answer: WebAnswer): SourceFile {
  const { url, headers, bytes } = answer;
  const validators = validatorsOf(answer);
  const mediaType = headers.get("content-type")?.slice(0, 200);
  return {
    ...{ name: fileName(url, headers), bytes, url: pageKey(url) },
    ...(mediaType && { mediaType }),
    ...(validators && { validators }),
  };
}

/** Throws AppError `invalid_request` for what holds no text, before its body is read. */
export function assertReadable(headers: Headers): void {
  const type = mediaTypeOf(headers);
  const kind = /^(image|video|audio|font)\//.exec(type)?.[1];
  if (kind) throw webRefusal(`This address is ${kinds[kind]}, which holds no text to read.`);
  if (/^(text\/css|(text|application)\/(x-)?(java|ecma)script)$/.test(type)) {
    throw webRefusal("This address is a part of a website's code, not a page.");
  }
}

const kinds: Record<string, string> = {
  image: "an image",
  video: "a video",
  audio: "a recording",
  font: "a typeface",
};

/** "https://example.com/docs/set-up?page=2" of type text/html → "set-up.html"; the root has its host's name. */
function fileName(url: URL, headers: Headers): string {
  const base = savedName(headers) ?? nameFromUrl(url);
  const ending = /\.(\w{1,8})$/.exec(base)?.[1]?.toLowerCase() ?? "";
  const type = mediaTypeOf(headers);
  const fitting = Object.hasOwn(endings, type) ? endings[type] : undefined;
  if (fitting) return fitting.includes(ending) ? base : `${base}.${fitting[0]}`;
  if (known.has(ending)) return base;
  return type === "text/plain" ? `${base}.txt` : base;
}

/** The last part of its path in plain letters, or its host. Never throws. */
export function nameFromUrl(url: URL): string {
  const last = url.pathname.split("/").filter(Boolean).at(-1) ?? "";
  return plain(decoded(last)) || url.hostname;
}

function savedName(headers: Headers): string | undefined {
  const disposition = headerText(headers.get("content-disposition") ?? "");
  const star = /filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(disposition)?.[1];
  const name = star
    ? decoded(star)
    : /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition)?.slice(1).find(Boolean);
  return plain(name?.split(/[/\\]/).at(-1) ?? "") || undefined;
}

function mediaTypeOf(headers: Headers): string {
  return (headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Without what is no part of a name, at most 120 characters, the ending kept. */
function plain(name: string): string {
  const clean = name
    .toWellFormed()
    .replace(/[\p{C}/\\:*?"<>|]+/gu, " ")
    .trim()
    .replace(/^\.+/, "");
  const ending = /\.\w{1,8}$/.exec(clean)?.[0] ?? "";
  return clean.length <= 120 ? clean : `${clean.slice(0, 120 - ending.length).toWellFormed()}${ending}`;
}
