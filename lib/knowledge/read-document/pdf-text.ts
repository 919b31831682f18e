import { joinLines, type KnownWords, knownWords } from "./pdf-join-lines.ts";
import { headingGrowth, type Layout, layoutOf, mostHeadingLevels } from "./pdf-layout.ts";
import type { PdfLine } from "./pdf-lines.ts";
import { pdfTable } from "./pdf-table.ts";

type PdfText = { text: string; starts: { page: number; start: number }[]; heading: string | undefined };

/** Lines of pages as Markdown, with the offset at which each page that has text begins, and the first heading. */
export function pdfText(pages: PdfLine[][]): PdfText {
  const layout = layoutOf(pages);
  const known = knownWords(pages.flat().map(({ text }) => text));
  const starts: { page: number; start: number }[] = [];
  let text = "";
  let heading: string | undefined;
  for (const [index, lines] of pages.entries()) {
    const blocks = blocksOf(lines, layout).map((block) => toMarkdown(block, known));
    const [first, ...rest] = blocks;
    if (!first) continue;
    const goesOn = first.kind === "paragraph" && /^\p{Ll}/u.test(first.text) && /[\p{L},;–-]$/u.test(text);
    const joint = text === "" ? "" : goesOn ? " " : "\n\n";
    starts.push({ page: index + 1, start: text.length + joint.length });
    text += joint + [first, ...rest].map((block) => block.text).join("\n\n");
    heading ??= blocks.find(({ kind }) => kind === "heading")?.text.replace(/^#+ /, "");
  }
  return { text, starts, heading };
}

type Block = { kind: "heading" | "paragraph" | "item" | "table"; lines: PdfLine[]; level: number };

function blocksOf(lines: PdfLine[], layout: Layout): Block[] {
  const blocks: Block[] = [];
  const page = pageShape(lines);
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (!line) break;
    const rows = tableRows(lines, at);
    if (rows > 0) {
      blocks.push({ kind: "table", lines: lines.slice(at, at + rows), level: 0 });
      at += rows;
      continue;
    }
    const block = blockOf(line, layout);
    const open = blocks.at(-1);
    if (open && at > 0 && joins(open, block, page)) open.lines.push(line);
    else blocks.push(block);
    at += 1;
  }
  return blocks;
}

const longestHeading = 160;

const bullet = /^[•‣▪▫◦●○■□⁃∙·–—*-]\s+(?=\S)/;

function blockOf(line: PdfLine, { headingSizes, bodySize }: Layout): Block {
  const level = headingSizes.findIndex((size) => line.size >= size) + 1;
  const isHeading =
    line.size >= bodySize * headingGrowth && line.text.length <= longestHeading && /\p{L}/u.test(line.text);
  if (isHeading) return { kind: "heading", lines: [line], level: level || mostHeadingLevels };
  const isItem = bullet.test(line.text) || /^\(?\d{1,2}[.)]\s+\S/.test(line.text);
  return { kind: isItem ? "item" : "paragraph", lines: [line], level: 0 };
}

type PageShape = { right: number; leading: number };

/** How far lines reach, and how far apart they mostly are. */
function pageShape(lines: PdfLine[]): PageShape {
  const gaps = lines.flatMap((line, index) => {
    const gap = (lines[index - 1]?.y ?? line.y) - line.y;
    return gap > 0 && gap < line.size * 3 ? [gap] : [];
  });
  gaps.sort((one, other) => one - other);
  const rights = lines.map(({ right }) => right).sort((one, other) => one - other);
  return {
    right: rights[Math.floor(rights.length * 0.9)] ?? 0,
    leading: gaps[Math.floor(gaps.length / 2)] ?? 0,
  };
}

/** Whether a block of one line goes on the block before. */
function joins(open: Block, next: Block, page: PageShape): boolean {
  const last = open.lines.at(-1);
  const line = next.lines[0];
  if (!last || !line || open.kind === "table" || next.kind === "item") return false;
  const gap = last.y - line.y;
  const isNear =
    gap >= 0 ? gap <= Math.max(page.leading * 1.35, line.size * 1.1) : /[\p{L},;-]$/u.test(last.text);
  if (!isNear || Math.abs(last.size - line.size) > 1) return false;
  if (open.kind === "heading") return next.kind === "heading" && open.level === next.level;
  if (next.kind === "heading") return false;
  const begin = open.lines[0]?.x ?? line.x;
  if (open.kind === "item") return line.x > begin + line.size * 0.3;
  // A first line that is indented, or one after a sentence that ended well before the edge.
  const isIndented = line.x > last.x + line.size && open.lines.length > 1;
  const endsEarly =
    /[.!?:…]["”’)]?$/.test(last.text) && last.right < page.right - (page.right - begin) * 0.15;
  return !isIndented && !endsEarly;
}

/** Rows from here on that are a table's: three lines or more of the same columns. */
function tableRows(lines: PdfLine[], from: number): number {
  const first = lines[from];
  if (!first || first.cells.length < 2) return 0;
  let count = 1;
  for (let line = lines[from + count]; line && isLikeRow(first, line); line = lines[from + count]) count += 1;
  return count >= 3 ? count : 0;
}

function isLikeRow(first: PdfLine, line: PdfLine): boolean {
  if (line.cells.length !== first.cells.length) return false;
  return line.cells.every((cell, column) => {
    const above = first.cells[column];
    // Words begin at the left edge of their column, figures end at its right, heads stand in the middle.
    const differences = above
      ? [cell.x - above.x, cell.right - above.right, cell.x + cell.right - above.x - above.right]
      : [];
    return differences.some((difference) => Math.abs(difference) <= line.size * 1.5);
  });
}

function toMarkdown({ kind, lines, level }: Block, known: KnownWords): { kind: Block["kind"]; text: string } {
  if (kind === "table") return { kind, text: pdfTable(lines) };
  const text = joinLines(
    lines.map((line) => line.text),
    known,
  );
  if (kind === "heading") return { kind, text: `${"#".repeat(level)} ${text}` };
  if (kind === "item") return { kind, text: text.replace(bullet, "- ") };
  // What looks like a heading or a table of ours was none.
  return { kind, text: text.replace(/^(?=[#|]|```|~~~)/, "\\") };
}
