/**
 * A Markdown text as its blocks, in order. `start` and `end` are offsets of whole lines, without the line
 * break at the end; blank lines belong to no block.
 */
export type Block = {
  kind: "heading" | "paragraph" | "list" | "table" | "code" | "rule";
  start: number;
  end: number;
  /** Of a heading: 1 to 6, and its words. */
  level?: number;
  words?: string;
};

/** A heading or a rule that is longer is a text that looks like one; it can be cut like any other. */
const longestMark = 500;

type Line = { text: string; start: number; end: number };

const listItem = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/;
const fence = /^\s{0,3}(`{3,}|~{3,})/;

export function blocksOf(text: string): Block[] {
  const lines = linesOf(text);
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (!line || line.text.trim() === "") {
      at += 1;
      continue;
    }
    const kind = kindOf(line.text);
    const until = kind === "heading" || kind === "rule" ? at + 1 : endOf(lines, at, kind);
    blocks.push({ kind, start: line.start, end: lines[until - 1]?.end ?? line.end, ...headingOf(line.text) });
    at = until;
  }
  return blocks;
}

function kindOf(line: string): Block["kind"] {
  if (headingRange(line)) return "heading";
  if (fence.test(line)) return "code";
  if (line.length <= longestMark && /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/.test(line)) return "rule";
  if (/^\s*\|/.test(line)) return "table";
  return listItem.test(line) ? "list" : "paragraph";
}

/** The index of the first line that is no longer part of the block that begins at `at`. */
function endOf(lines: Line[], at: number, kind: Block["kind"]): number {
  const mark = fence.exec(lines[at]?.text ?? "")?.[1];
  for (let next = at + 1; next < lines.length; next += 1) {
    const line = lines[next]?.text ?? "";
    if (kind === "code" && mark) {
      if (line.trimStart().startsWith(mark) && /^[\s`~]*$/.test(line)) return next + 1;
      continue;
    }
    if (line.trim() === "") {
      if (kind === "list" && continuesList(lines[next + 1]?.text)) continue;
      return next;
    }
    if (kind === "table" ? !/^\s*\|/.test(line) : endsText(line, kind)) return next;
  }
  return lines.length;
}

/** A list goes on after one blank line with another item or an indented line. */
function continuesList(line: string | undefined): boolean {
  return line !== undefined && (listItem.test(line) || /^\s{2,}\S/.test(line));
}

function endsText(line: string, kind: Block["kind"]): boolean {
  const next = kindOf(line);
  if (kind === "list")
    return next === "heading" || next === "rule" || (next === "code" && !/^\s{2,}/.test(line));
  return next !== "paragraph";
}

function headingOf(line: string): { level?: number; words?: string } {
  const words = headingRange(line);
  if (!words) return {};
  return { level: words.level, words: plainWords(line.slice(words.start, words.end)) };
}

/** Where a heading's words stand in its line, without the hashes on either side; undefined for another line. */
export function headingRange(line: string): { level: number; start: number; end: number } | undefined {
  if (line.length > longestMark) return undefined;
  const hashes = /^(#{1,6})\s+(?=\S)/.exec(line);
  if (!hashes?.[1]) return undefined;
  const start = hashes[0].length;
  let end = line.length;
  // A pattern for this would try every blank of a long run as the first of the end.
  while (end > start && /[\s#]/.test(line[end - 1] ?? "")) end -= 1;
  return { level: hashes[1].length, start, end };
}

/** A heading's words without emphasis, code marks and link targets. */
function plainWords(heading: string): string {
  return heading
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*_`]+/g, "")
    .trim();
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length; ) {
    const at = text.indexOf("\n", start);
    const end = at === -1 ? text.length : at;
    lines.push({ text: text.slice(start, end), start, end });
    start = end + 1;
  }
  return lines;
}
