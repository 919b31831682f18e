import { type Sentence, sentencesOf } from "../knowledge/split-sentences.ts";
import { datesIn, type StatedDate } from "./date.ts";
import { type Figure, figuresIn } from "./figure.ts";

/** A source as far as claims are held against it. `content` stands at `start` in its document's text. */
export type ClaimSource = { content: string; start: number; title: string; headingPath: readonly string[] };

/** What a claim may stand on. */
export type Evidence = {
  /** The sources that may be cited, in the order of their numbers. */
  sources: readonly ClaimSource[];
  /** What the visitor said, what was answered before, what the company tells of itself: true here, cited nowhere. */
  said: readonly string[];
  /** What the company and its product are called. */
  names: readonly string[];
};

/** A sentence, item or row of a source, with what its place says of it. `start` and `end` are offsets in the document. */
export type EvidenceUnit = {
  /** The source's number, from 1. */
  n: number;
  kind: Sentence["kind"];
  text: string;
  start: number;
  end: number;
  /** Title, headings, a table's head, what leads a list in. */
  place: string;
  figures: Figure[];
  dates: StatedDate[];
  /** Of a row: its cells, and those of the head. Of an item with a name before a colon: that name. */
  cells: string[];
  head: string[];
  /** The names of the other rows of its table, of the other items of its list. */
  rivals: string[];
};

/** The units of a source, in order. What was read once is kept: the same passages are found again and again. */
export function unitsOf(source: ClaimSource, n: number): EvidenceUnit[] {
  const key = `${source.title}\n${source.headingPath.join("\n")}\n${source.start}\n${source.content}`;
  const known = read.get(key) ?? readUnits(source);
  if (read.size >= mostRead) read.clear();
  read.set(key, known);
  return known.map((unit) => ({ ...unit, n }));
}

/** Those of the source with this number. */
export function unitsFrom(units: readonly EvidenceUnit[], n: number): EvidenceUnit[] {
  return units.filter((unit) => unit.n === n);
}

const read = new Map<string, EvidenceUnit[]>();
const mostRead = 1_000;

function readUnits({ content, start, title, headingPath }: ClaimSource): EvidenceUnit[] {
  const units: (EvidenceUnit & { block: number })[] = [];
  let heading = "";
  let leadIn = "";
  let head: Sentence | undefined;
  for (const sentence of sentencesOf(content)) {
    const { kind, text, block } = sentence;
    if (kind === "heading") heading = text;
    if (kind === "sentence") leadIn = text;
    if (kind === "row" && head?.block !== block) head = sentence;
    const isHead = head === sentence;
    const place = [
      title,
      ...headingPath,
      heading,
      kind === "item" || kind === "row" ? leadIn : "",
      head?.block === block ? head.text : "",
    ];
    units.push({
      n: 0,
      kind,
      text,
      start: start + sentence.start,
      end: start + sentence.end,
      place: place.join("\n"),
      figures: figuresIn(text),
      dates: datesIn(text),
      cells: isHead ? [] : labelsOf(sentence),
      head: head && kind === "row" ? cellsOf(head.text) : [],
      rivals: [],
      block,
    });
  }
  return units.map(({ block, ...unit }) => ({ ...unit, rivals: labelsIn(units, block) }));
}

function labelsIn(units: readonly (EvidenceUnit & { block: number })[], block: number): string[] {
  return units.flatMap((unit) => (unit.block === block ? unit.cells.slice(0, 1) : []));
}

function labelsOf({ kind, text }: Sentence): string[] {
  if (kind === "row") return cellsOf(text);
  const name = kind === "item" ? /^([^:\n]{2,60}):\s/.exec(text)?.[1] : undefined;
  return name === undefined ? [] : [name];
}

function cellsOf(row: string): string[] {
  return row.replace(/^\s*\||\|\s*$/g, "").split(/(?<!\\)\|/);
}

/** The cell of a row that holds the offset (counted in the row's text). */
export function cellAt({ text }: EvidenceUnit, offset: number): number {
  const before = text.slice(0, offset).replace(/^\s*\|/, "");
  return (before.match(/(?<!\\)\|/g) ?? []).length;
}
