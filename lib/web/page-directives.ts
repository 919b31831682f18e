import { robotName } from "./robot-name.ts";

/** What a page says about itself: not to be kept in an index, and which address is its original. */
export type PageDirectives = { isNoIndex: boolean; canonical?: string };

/** Bytes from its beginning in which they are looked for. */
const headBytes = 65_536;

/** From the X-Robots-Tag header and, for HTML, from `meta` and `link` of its head. Never throws. */
export function readDirectives({ headers, bytes }: { headers: Headers; bytes: Uint8Array }): PageDirectives {
  const inHeader = (headers.get("x-robots-tag") ?? "").split(",").some(saysNoIndex);
  if (!/html/i.test(headers.get("content-type") ?? "html")) return { isNoIndex: inHeader };
  // The head's own words are ASCII in every encoding of the web but UTF-16.
  const tags = headTags(new TextDecoder("latin1").decode(bytes.subarray(0, headBytes)));
  const inMeta = tags.some(
    ({ name, of }) => name === "meta" && isForUs(of("name")) && saysNoIndexIn(of("content")),
  );
  const link = tags.find(({ name, of }) => name === "link" && /(^|\s)canonical(\s|$)/i.test(of("rel")));
  const canonical = link?.of("href").trim();
  return { isNoIndex: inHeader || inMeta, ...(canonical && { canonical }) };
}

/** "noindex", "none", or either with the name of whom it is for: "bevgenie: noindex". */
function saysNoIndex(directive: string): boolean {
  const [, reader, rule = ""] = /^(?:([\w-]+)\s*:)?\s*(.*)$/s.exec(directive.trim()) ?? [];
  return isForUs(reader ?? "robots") && /^(noindex|none)$/i.test(rule.trim());
}

function saysNoIndexIn(content: string): boolean {
  return content.split(",").some((rule) => /^(noindex|none)$/i.test(rule.trim()));
}

function isForUs(reader: string): boolean {
  return /^robots$/i.test(reader.trim()) || reader.trim().toLowerCase() === robotName.toLowerCase();
}

type Tag = { name: string; of(attribute: string): string };

/** Elements whose content is no markup. */
const rawText = /^(script|style|title|noscript|template)$/;

/**
 * The tags of the head in order, in one pass that never looks back: a page is a stranger's, and a real parser is
 * run on it only where it can be stopped.
 */
function headTags(html: string): Tag[] {
  const tags: Tag[] = [];
  const lower = html.toLowerCase();
  let at = lower.indexOf("<");
  while (at >= 0) {
    if (lower.startsWith("<!--", at)) {
      at = after(lower, "-->", at + 4);
    } else {
      const name = /^[a-z]+/.exec(lower.slice(at + 1, at + 20))?.[0] ?? "";
      if (name === "body" || lower.startsWith("</head", at)) return tags;
      const end = endOfTag(html, at + 1 + name.length);
      if (name === "meta" || name === "link") tags.push(tagOf(name, html.slice(at + 1 + name.length, end)));
      at = rawText.test(name) ? after(lower, `</${name}`, end) : end;
    }
    at = at < 0 ? at : lower.indexOf("<", at);
  }
  return tags;
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}

/** Behind the `>` that is in no quotes. */
function endOfTag(html: string, from: number): number {
  let quote = "";
  for (let at = from; at < html.length; at += 1) {
    const character = html.charAt(at);
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === ">") return at + 1;
  }
  return html.length;
}

function tagOf(name: string, text: string): Tag {
  const attributes = new Map<string, string>();
  for (const [, key = "", double, single, bare] of text.matchAll(attribute)) {
    const value = double ?? single ?? bare ?? "";
    if (!attributes.has(key.toLowerCase())) attributes.set(key.toLowerCase(), value.replace(/&amp;/gi, "&"));
  }
  return { name, of: (wanted) => attributes.get(wanted) ?? "" };
}

/** A name begins where none is under way: looked for from every letter of it, a long one would take time by its square. */
const attribute = /(?<![a-z-])([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
