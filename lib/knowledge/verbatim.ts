export type TextRange = { start: number; end: number };

/**
 * Where quoted words stand in a text, verbatim but for white space and typography: quotation marks, dashes,
 * ellipses, ligatures, soft hyphens, blanks that do not break, accents however they are encoded, and the marks of
 * Markdown. Whole words only, letters in the same case but for the quotation's first. Offsets are UTF-16 code units
 * of `text`; undefined where the words do not stand there, and for a quotation without letters or digits.
 */
export function findVerbatim(quoted: string, text: string): TextRange | undefined {
  const words = trimmed(fold(quoted).folded);
  if (!/[\p{L}\p{N}]/u.test(words)) return undefined;
  const { folded, starts, ends } = foldKept(text);
  for (const wanted of [words, otherCase(words)]) {
    for (let at = folded.indexOf(wanted); at !== -1; at = folded.indexOf(wanted, at + 1)) {
      if (!isWhole(folded, at, at + wanted.length)) continue;
      return { start: starts[at] ?? 0, end: ends[at + wanted.length - 1] ?? text.length };
    }
  }
  return undefined;
}

/** Whether `excerpt` stands in `text` at exactly these offsets, typography apart. */
export function standsAt(excerpt: string, text: string, { start, end }: TextRange): boolean {
  if (start < 0 || end > text.length || start >= end) return false;
  const words = fold(text.slice(start, end)).folded.trim();
  return words !== "" && words === fold(excerpt).folded.trim();
}

type Folded = { folded: string; starts: number[]; ends: number[] };

/** A turn looks for several quotations in the same few passages. */
const kept = new Map<string, Folded>();
const mostKept = 500;

function foldKept(text: string): Folded {
  const known = kept.get(text);
  if (known) return known;
  if (kept.size >= mostKept) kept.clear();
  const folded = fold(text);
  kept.set(text, folded);
  return folded;
}

/** What Markdown sets and no reader sees, then what typesetters vary; each alternative is one named group. */
const variants = new RegExp(
  [
    String.raw`(?<hidden>[\u00AD\u200B-\u200D\u2060\uFEFF])`,
    // At the beginning of a line: headings, quotations, bullets, a table's ruler.
    String.raw`(?<lead>(?<=^|\n)[ \t]*(?:#{1,6}[ \t]+|(?:>[ \t]?)+|[-*+][ \t]+|\|?[ \t]*:?-{3}[-:| \t]*(?=\n|$)))`,
    String.raw`(?<link>\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+"[^"]*")?\))`,
    String.raw`(?<bracket>!?\[(?=[^\]\n]{0,300}\]\())`,
    String.raw`(?<escape>\\(?=[!-\/:-@\x5B-\x60\x7B-\x7E]))`,
    // Emphasis and code; with blanks on both sides it is a sign of multiplication.
    String.raw`(?<emphasis>(?:\*+|~~|\x60+)(?=\S)|(?<=\S)(?:\*+|~~|\x60+)|(?<![\p{L}\p{N}])_+(?=\S)|(?<=\S)_+(?![\p{L}\p{N}]))`,
    String.raw`(?<blank>\n|(?:[^\S\n]|\||\\\|)+)`,
    String.raw`(?<single>[‘’‚‛′\u0060\u00B4])`,
    `(?<double>[“”„‟″«»]|'')`,
    `(?<dash>[‐-―−]|--+)`,
    String.raw`(?<ellipsis>…|\.\.\.+|\.\s\.\s\.)`,
    String.raw`(?<ligature>[\uFB00-\uFB06])`,
    String.raw`(?<accented>[^\p{M}\s]\p{M}+|[\u00C0-\u017F])`,
  ].join("|"),
  "gu",
);

/** One spelling of a text, and for each of its characters where what it stands for begins and ends. */
function fold(text: string): Folded {
  let folded = "";
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (spelling: string, start: number, end: number) => {
    // White space on both sides of what is left out is one blank.
    if (spelling === " " && (folded.endsWith(" ") || folded === "")) return;
    for (let at = 0; at < spelling.length; at += 1) {
      starts.push(start);
      ends.push(end);
    }
    folded += spelling;
  };
  let at = 0;
  const addPlain = (until: number) => {
    for (; at < until; at += 1) add(text[at] ?? "", at, at + 1);
  };
  for (const match of text.matchAll(variants)) {
    addPlain(match.index);
    at = match.index + match[0].length;
    add(spellingOf(match), match.index, at);
  }
  addPlain(text.length);
  return { folded, starts, ends };
}

function spellingOf({ 0: found, groups = {} }: RegExpMatchArray): string {
  if (groups.blank || groups.lead) return " ";
  if (groups.single) return "'";
  if (groups.double) return '"';
  if (groups.dash) return "-";
  if (groups.ellipsis) return "...";
  if (groups.ligature) return found.normalize("NFKC");
  if (groups.accented) return found.normalize("NFC");
  return "";
}

/** A quotation's own punctuation at its edges may be the quoting sentence's. */
function trimmed(words: string): string {
  return words.replace(/^[\s"'([.,;:]+/, "").replace(/[\s"')\].,;:!?]+$/, "");
}

/** A sentence that is quoted inside another may begin with the other case. */
function otherCase(words: string): string {
  const [first = ""] = words;
  const other = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase();
  return other.length === first.length ? other + words.slice(first.length) : words;
}

/** Neither end lies inside a word, nor inside a number ("1" of "1,200", "8" of "8%"). */
function isWhole(folded: string, start: number, end: number): boolean {
  const before = folded.slice(Math.max(0, start - 2), start);
  const after = folded.slice(end, end + 2);
  const first = folded[start] ?? "";
  const last = folded[end - 1] ?? "";
  if (/[\p{L}\p{N}]$/u.test(before) && /[\p{L}\p{N}]/u.test(first)) return false;
  if (/^[\p{L}\p{N}]/u.test(after) && /[\p{L}\p{N}]/u.test(last)) return false;
  if (/\p{N}/u.test(first) && /(?:\p{N}[.,]|[-$€£¥])$/u.test(before)) return false;
  return !(/\p{N}/u.test(last) && /^(?:[.,]\p{N}|[%€£])/u.test(after));
}
