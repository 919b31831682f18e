/** A line of a page as it is printed. Lengths are points; `y` grows upwards from the page's foot. */
export type PdfLine = {
  text: string;
  x: number;
  right: number;
  y: number;
  /** Of most of its letters. */
  size: number;
  /** Its words in columns, where wide gaps part them: what a row of a table looks like. */
  cells: { text: string; x: number; right: number }[];
};

type TextItem = { str: string; transform: number[]; width: number; height: number; hasEOL: boolean };

/** The lines of a page in the order in which they were written, which is mostly that in which they are read. */
export function pdfLines(items: readonly object[]): PdfLine[] {
  const lines: PdfLine[] = [];
  let open: Word[] = [];
  const close = () => {
    const line = toLine(open);
    if (line) lines.push(line);
    open = [];
  };
  for (const item of items) {
    // Marks of structure have no words.
    if (!("str" in item)) continue;
    const { str: written, hasEOL, ...place } = item as TextItem;
    // Fonts that name no letters give such.
    const str = written.replaceAll("\0", "").toWellFormed();
    const word = { text: str, ...placeOf(place) };
    const last = open.at(-1);
    if (last && str.trim() !== "" && !isSameLine(last, word)) close();
    if (str !== "") open.push(word);
    if (hasEOL) close();
  }
  close();
  return joinSplitLines(lines);
}

type Word = { text: string; x: number; right: number; y: number; size: number };

function placeOf({ transform, width, height }: Omit<TextItem, "str" | "hasEOL">) {
  const [, , c = 0, d = 0, x = 0, y = 0] = transform;
  return { x, right: x + width, y, size: Math.hypot(c, d) || height };
}

function isSameLine(last: Word, word: Word): boolean {
  return Math.abs(last.y - word.y) < Math.max(last.size, word.size) * 0.5 && word.x > last.x - last.size;
}

/** A gap as wide as this many letters' height parts columns. */
const columnGap = 1.6;

function toLine(words: Word[]): PdfLine | undefined {
  const filled = words.filter(({ text }) => text.trim() !== "");
  const first = filled[0];
  if (!first) return undefined;
  const cells: PdfLine["cells"] = [];
  for (const { text, x, right, size } of filled) {
    const last = cells.at(-1);
    const gap = last ? x - last.right : 0;
    if (!last || gap > size * columnGap) cells.push({ text, x, right });
    else {
      const isApart = gap > size * 0.15 && !last.text.endsWith(" ") && !text.startsWith(" ");
      last.text += isApart ? ` ${text}` : needsBlank(words, last.right, x) ? ` ${text}` : text;
      last.right = right;
    }
  }
  const tidy = cells.map((cell) => ({ ...cell, text: cell.text.replace(/\s+/g, " ").trim() }));
  return {
    text: tidy.map(({ text }) => text).join(" "),
    x: first.x,
    right: filled.at(-1)?.right ?? first.right,
    y: first.y,
    size: mostCommonSize(filled),
    cells: tidy,
  };
}

/** Whether a blank was written between two places. */
function needsBlank(words: Word[], from: number, to: number): boolean {
  return words.some(({ text, x }) => text.trim() === "" && x >= from - 1 && x <= to + 1);
}

function mostCommonSize(words: Word[]): number {
  const letters = new Map<number, number>();
  for (const { text, size } of words) {
    const rounded = Math.round(size * 2) / 2;
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length);
  }
  return [...letters].reduce((best, other) => (other[1] > best[1] ? other : best))[0];
}

/** A row of a table is often written cell by cell, each as a line of its own. */
function joinSplitLines(lines: PdfLine[]): PdfLine[] {
  const joined: PdfLine[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    const isBeside =
      last && Math.abs(last.y - line.y) < line.size * 0.3 && line.x > last.right + line.size * 0.5;
    if (!last || !isBeside) joined.push(line);
    else
      joined[joined.length - 1] = {
        ...last,
        text: `${last.text} ${line.text}`,
        right: line.right,
        cells: [...last.cells, ...line.cells],
      };
  }
  return joined;
}
