import { figuresIn } from "./figures.ts";
import type { Material } from "./offline-material.ts";
import type { SectionOf } from "./page-spec.ts";
import type { Table, Topic } from "./read-topics.ts";
import type { Relevance } from "./relevance.ts";

type Placed = { topic: Topic; table: Table };

const mostColumns = 5;
const mostRows = 14;

/** The most fitting table that is not on the page yet, every cell with its source. */
export function offlineTable(material: Material): SectionOf<"comparison_table"> | null {
  for (const placed of rankedTables(material)) {
    const section = comparisonTable(placed);
    if (section && material.take(tableKey(placed.table))) return section;
  }
  return null;
}

/** The first table with a column of like numbers, as bars. A row that adds the others up is no bar, and rows of different measures are no chart. */
export function offlineChart(material: Material, currency: string): SectionOf<"chart"> | null {
  for (const placed of rankedTables(material)) {
    const chart = barChart(placed, currency);
    if (chart) return chart;
  }
  return null;
}

function rankedTables({ topics, relevance, isFree }: Material): Placed[] {
  return topics
    .flatMap((topic, rank) => topic.tables.map((table) => ({ topic, table, rank })))
    .filter(({ table }) => isFree(tableKey(table)))
    .map((placed) => ({ ...placed, closeness: closenessOf(placed, relevance) }))
    .filter(({ closeness }) => closeness >= leastCloseness)
    .sort((a, b) => b.closeness - a.closeness - (b.rank - a.rank) / topics.length);
}

/** A table is large: one that is not about the question does not belong on the page. */
const leastCloseness = 0.2;

function closenessOf({ topic, table }: Placed, relevance: Relevance): number {
  const words = [topic.heading, ...table.header, ...table.rows.flat()].join(" ");
  return relevance(words) + relevance(topic.heading) / 2 + relevance(topic.documentTitle) / 2;
}

function comparisonTable({ topic, table }: Placed): SectionOf<"comparison_table"> | null {
  const [corner = "", ...names] = table.header;
  const columns = names.slice(0, mostColumns);
  const rows = table.rows.slice(0, mostRows).map(([label = "", ...cells]) => ({
    label,
    cells: columns.map((_, index) => ({ text: cells[index] ?? "", source: topic.n })),
  }));
  const fits =
    rows.length >= 2 &&
    corner.length <= 60 &&
    columns.every((name) => name !== "" && name.length <= 60) &&
    rows.every(
      ({ label, cells }) =>
        label !== "" && label.length <= 90 && cells.every(({ text }) => text.length <= 200),
    );
  if (!fits) return null;
  return { type: "comparison_table", heading: topic.heading.slice(0, 100), corner, columns, rows };
}

function barChart({ topic, table }: Placed, currency: string): SectionOf<"chart"> | null {
  const rows = table.rows.filter(
    ([label = ""]) => label !== "" && label.length <= 40 && !/^(?:sub)?total\b/i.test(label),
  );
  if (
    rows.length < 3 ||
    rows.length > mostRows ||
    rows.some(([label = ""]) => /\bper\b|\bonce\b/i.test(label))
  )
    return null;
  const column = table.header.findIndex(
    (name, index) => index > 0 && name !== "" && name.length <= 60 && isMeasured(rows, index),
  );
  const name = table.header[column];
  if (column < 1 || name === undefined) return null;
  const figures = rows.map((row) => figuresIn(row[column] ?? "")[0]);
  const points = rows.map(([label = ""], index) => ({ label, values: [figures[index]?.value ?? 0] }));
  const unit =
    figures[0]?.kind === "money" ? "currency" : figures[0]?.kind === "percent" ? "percent" : "count";
  return {
    ...{ type: "chart", kind: "bar", unit, currency, points },
    heading: topic.heading.slice(0, 100),
    series: [{ name, source: topic.n }],
  };
}

/** What a table is remembered by once it is on the page. */
export function tableKey({ header, rows }: Table): string {
  return JSON.stringify([header, rows[0]]);
}

/** Every cell is one number of one kind, and the smallest bar could still be seen. */
function isMeasured(rows: string[][], column: number): boolean {
  const cells = rows.map((row) => row[column] ?? "");
  const figures = cells.map(figuresIn);
  if (!figures.every((found, row) => found.length === 1 && /^[$€£]?[\d.,]+%?$/.test(cells[row] ?? "")))
    return false;
  const values = figures.flat().map(({ value }) => value);
  const isOneKind = new Set(figures.flat().map(({ kind }) => kind)).size === 1;
  return isOneKind && Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) <= 60;
}
