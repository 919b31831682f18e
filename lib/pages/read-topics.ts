import type { PagePassage } from "./page-sources.ts";
import { plainText, sentencesOf } from "./sentences.ts";

/** A Markdown table in plain text; every row has as many cells as the header. */
export type Table = { header: string[]; rows: string[][] };
type List = { ordered: boolean; items: string[] };

/** What stands under one heading of a passage, in plain text. `n` is the number of its source. */
export type Topic = {
  n: number;
  documentTitle: string;
  heading: string;
  sentences: string[];
  tables: Table[];
  lists: List[];
};

/** The topics of the passages, in their order. Code, quotations and raw HTML are left out. */
export function readTopics(passages: PagePassage[]): Topic[] {
  return passages.flatMap((passage, index) => readPassage(passage, index + 1));
}

function readPassage({ context, content, headingPath, title }: PagePassage, n: number): Topic[] {
  const begin = (heading: string): Topic => ({
    n,
    documentTitle: plainText(title),
    heading: plainText(heading),
    sentences: [],
    tables: [],
    lists: [],
  });
  const topics = [begin(headingPath.at(-1) ?? title)];
  for (const block of (context ? `${context}\n${content}` : content)
    .replace(/(```|~~~)[\s\S]*?(\1|$)/g, "")
    .split(/\n\s*\n|(?<=^#{1,6}\s.*)\n|\n(?=#{1,6}\s)/m)) {
    const heading = /^#{1,6}\s+(.+?)\s*#*$/.exec(block.trim());
    if (heading?.[1]) topics.push(begin(heading[1]));
    else readBlock(block, topics.at(-1) as Topic);
  }
  return topics.filter(({ sentences, tables, lists }) => sentences.length + tables.length + lists.length > 0);
}

function readBlock(block: string, topic: Topic): void {
  const lines = block.split("\n").filter((line) => line.trim() !== "");
  const [first = ""] = lines;
  if (/^\s*(?:>|<|---+\s*$)/.test(first)) return;
  if (first.trim().startsWith("|")) {
    topic.tables.push(...readTable(lines));
    return;
  }
  const listAt = lines.findIndex((line) => listItem.test(line));
  const prose = plainText((listAt < 0 ? lines : lines.slice(0, listAt)).join(" "));
  if (prose !== "") topic.sentences.push(...sentencesOf(prose));
  if (listAt >= 0) topic.lists.push(readList(lines.slice(listAt)));
}

const listItem = /^\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+/;

/** Lines that begin no item belong to the one before; nested items are part of their parent. */
function readList(lines: string[]): List {
  const items: string[] = [];
  for (const line of lines) {
    const isItem = listItem.test(line);
    if (isItem) items.push(line.replace(listItem, ""));
    else items.push(`${items.pop() ?? ""} ${line.replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+/, "").trim()}`);
  }
  return { ordered: /^\s{0,3}\d/.test(lines[0] ?? ""), items: items.map(plainText).filter(Boolean) };
}

/** No table unless its second line is the rule under the header. */
function readTable(lines: string[]): Table[] {
  const [header = "", rule = "", ...rows] = lines;
  if (!/^\s*\|?[\s:|-]*-[\s:|-]*$/.test(rule)) return [];
  const names = cellsOf(header);
  const filled = rows
    .filter((row) => row.trim().startsWith("|"))
    .map((row) => Array.from(names, (_, column) => cellsOf(row)[column] ?? ""));
  return names.length >= 2 && filled.length > 0 ? [{ header: names, rows: filled }] : [];
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => plainText(cell.replaceAll("\\|", "|")));
}
