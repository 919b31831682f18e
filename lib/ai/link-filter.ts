import { bareAddressFilter } from "./bare-address-filter.ts";
import { isAllowedAddress } from "./is-allowed-address.ts";
import type { TextFilter } from "./text-filter.ts";

/** A construct longer than this is broken with a backslash instead of being waited for. */
const longestLabel = 500;
const longestAddress = 2000;

/**
 * Makes a streamed Markdown answer safe to show: an image or a link to a host that is not allowed becomes its
 * words, a bare foreign address loses what makes it a link, HTML that loads or links something is left out.
 * Links to our own pages (paths) stay. Hosts match exactly.
 */
export function linkFilter(allowedHosts: readonly string[]): TextFilter {
  const allowed = new Set(allowedHosts.map((host) => host.toLowerCase()));
  // Second, because what the first leaves out can bring two halves of an address together.
  const addresses = bareAddressFilter(allowed);
  let kept = "";
  let atLineStart = true;
  const take = (text: string, isLast: boolean) => {
    const { safe, rest } = scan({ text, isLast, atLineStart }, allowed);
    atLineStart = startsLine({ text, at: text.length - rest.length, atLineStart });
    kept = rest;
    return safe;
  };
  return {
    read: (piece) => addresses.read(take(kept + piece, false)),
    end: () => addresses.read(take(kept, true)) + addresses.end(),
  };
}

type Text = { text: string; isLast: boolean; atLineStart: boolean };
/** What replaces the text up to `next`; or undefined: more text is needed to tell. */
type Step = { safe: string; next: number } | undefined;

function scan(source: Text, allowed: Set<string>): { safe: string; rest: string } {
  const { text, isLast } = source;
  let safe = "";
  for (let at = 0; at < text.length; ) {
    const step = stepAt(source, at, allowed);
    if (!step && !isLast) return { safe, rest: text.slice(at) };
    // At the end nothing more can complete it: its first character is only a character.
    safe += step?.safe ?? text[at];
    at = step?.next ?? at + 1;
  }
  return { safe, rest: "" };
}

/** Characters at which nothing can begin are passed over together. */
const plain = /[^\\![<&]+/y;

function stepAt(source: Text, at: number, allowed: Set<string>): Step {
  const { text } = source;
  plain.lastIndex = at;
  const run = plain.exec(text)?.[0];
  if (run) return { safe: run, next: at + run.length };
  if (text[at] === "[") return bracketAt(source, { at, mark: "" }, allowed);
  if (text[at] === "<") return tagAt(text, at, allowed);
  const next = text[at + 1];
  if (next === undefined) return undefined;
  if (text[at] === "&") return entityAt(source, at);
  // Markdown finds addresses in what is left when escapes are resolved.
  if (text[at] === "\\") return { safe: /[.:/@]/.test(next) ? next : `\\${next}`, next: at + 2 };
  return next === "[" ? bracketAt(source, { at: at + 1, mark: "!" }, allowed) : { safe: "!", next: at + 1 };
}

/** `at` is the bracket; `mark` is what makes it an image. */
type Bracket = { at: number; mark: "" | "!" };

function bracketAt(source: Text, bracket: Bracket, allowed: Set<string>): Step {
  const { text, isLast } = source;
  const { at, mark } = bracket;
  const close = closing(text, at, longestLabel);
  if (close === "open") return undefined;
  if (close === "too far") return { safe: `${mark}\\[`, next: at + 1 };
  if (close === "blank line") return { safe: `${mark}[`, next: at + 1 };

  const follows = text[close + 1];
  if (follows === undefined && !isLast) return undefined;
  const { safe: label } = scan(
    { text: text.slice(at + 1, close), isLast: true, atLineStart: false },
    allowed,
  );
  if (follows === "(") return destinationAt(text, { ...bracket, close, label }, allowed);
  // A definition would make a link of every bracket with its name.
  if (follows === ":" && startsLine({ ...source, at })) return { safe: `[${label}]\\:`, next: close + 2 };
  return { safe: `${mark}[${label}]`, next: close + 1 };
}

type Labelled = Bracket & { close: number; label: string };

function destinationAt(text: string, { mark, close, label }: Labelled, allowed: Set<string>): Step {
  const end = closing(text, close + 1, longestAddress);
  if (end === "open") return undefined;
  // A blank keeps a label that ends with a bracket from meeting the next parenthesis.
  const words = label.endsWith("]") ? `${label} ` : label;
  if (end === "too far" || end === "blank line") return { safe: `${words}\\(`, next: close + 2 };
  const address =
    text
      .slice(close + 2, end)
      .trim()
      .split(/\s/)[0] ?? "";
  if (mark === "!" || !isAllowedAddress(address, allowed)) return { safe: words, next: end + 1 };
  return { safe: `[${label}](${address})`, next: end + 1 };
}

/** Where the bracket at `open` is closed; or that it is not yet, not within the limit, or not in this paragraph. */
function closing(text: string, open: number, limit: number): number | "open" | "too far" | "blank line" {
  const opening = text[open];
  const close = opening === "[" ? "]" : ")";
  let depth = 0;
  for (let at = open; at <= open + limit; at += 1) {
    const character = text[at];
    if (character === undefined) return "open";
    if (character === "\\") at += 1;
    else if (character === "\n" && /^\n[ \t]*\n/.test(text.slice(at, at + 40))) return "blank line";
    else if (character === opening) depth += 1;
    else if (character === close) depth -= 1;
    if (depth === 0) return at;
  }
  return "too far";
}

/** For the same reason a character written as an entity stays as it is written, but for the common ones. */
function entityAt({ text, isLast }: Text, at: number): Step {
  const entity = /^&#?[a-z0-9]{0,32}/i.exec(text.slice(at, at + 34))?.[0] ?? "&";
  const end = text[at + entity.length];
  if (end === undefined && entity.length < 34 && !isLast) return undefined;
  const isEntity = end === ";" && !/^&(?:amp|lt|gt|quot|nbsp)$/.test(entity);
  return { safe: isEntity ? `\\${entity}` : entity, next: at + entity.length };
}

const loadingTag =
  /^<\/?(?:a|area|audio|base|body|button|embed|form|frame|iframe|image|img|input|link|math|meta|object|picture|script|source|style|svg|track|video)(?=[\s/>])/i;

/** An address in angle brackets, or HTML. What is left out leaves a blank, so that its sides do not join. */
function tagAt(text: string, at: number, allowed: Set<string>): Step {
  const next = text[at + 1];
  if (next === undefined) return undefined;
  if (/[\s\d=]/.test(next)) return { safe: "<", next: at + 1 };
  const end = text.slice(at, at + longestAddress).indexOf(">");
  if (end === -1) return text.length - at < longestAddress ? undefined : { safe: "\\<", next: at + 1 };
  const whole = text.slice(at, at + end + 1);
  const address = /^<([a-z][a-z0-9+.-]{1,31}:[^\s<>]*)>$/i.exec(whole)?.[1];
  if (address && isAllowedAddress(address, allowed)) return { safe: whole, next: at + end + 1 };
  return loadingTag.test(whole) ? { safe: " ", next: at + end + 1 } : { safe: "\\<", next: at + 1 };
}

/** Does the line begin here, quote marks, bullets and numbers aside? */
function startsLine({ text, at, atLineStart }: { text: string; at: number; atLineStart: boolean }): boolean {
  const before = text.slice(0, at);
  const lineBreak = before.lastIndexOf("\n");
  return (lineBreak !== -1 || atLineStart) && /^[ \t>*+\-\d.)]*$/.test(before.slice(lineBreak + 1));
}
