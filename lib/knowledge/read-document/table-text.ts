/**
 * Rows of cells as Markdown: a table where its lines stay short, or else a paragraph for each row with every value
 * behind its column's name, so that each row can be understood by itself. `columns` are the names; a row may be
 * shorter. Columns without any value are left out.
 */
export function tableText(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const used = columns.map((_, column) => column).filter((column) => rows.some((row) => row[column]));
  const names = used.map((column) => oneLine(columns[column] ?? ""));
  const cells = rows.map((row) => used.map((column) => row[column] ?? ""));
  if (names.length === 0) return "";
  return fitsTable(names, cells) ? toTable(names, cells) : toRecords(names, cells);
}

/** Characters of a table's line, some 100 tokens: four rows and more then share a passage with their header. */
const longestLine = 400;
const mostColumns = 12;

function fitsTable(names: readonly string[], rows: readonly string[][]): boolean {
  if (names.length > mostColumns) return false;
  const longest = rows.reduce(
    (most, row) => Math.max(most, row.join(" | ").length),
    names.join(" | ").length,
  );
  return longest <= longestLine && !rows.some((row) => row.some((cell) => cell.includes("\n\n")));
}

function toTable(names: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(toCell).join(" | ")} |`;
  return [line(names), `|${" --- |".repeat(names.length)}`, ...rows.map(line)].join("\n");
}

function toCell(value: string): string {
  return oneLine(value).replaceAll("|", "\\|");
}

function toRecords(names: readonly string[], rows: readonly string[][]): string {
  return rows
    .map((row) =>
      row.flatMap((value, column) => (value ? [`${names[column]}: ${oneLine(value)}`] : [])).join("\n"),
    )
    .filter((record) => record !== "")
    .join("\n\n");
}

function oneLine(value: string): string {
  return value.replace(/\s+/g, " ").trim();
}

/**
 * The names of the columns and the rows below: the first row is a header where all its cells are different words
 * and none is a number; else the columns are numbered.
 */
export function withHeader(rows: readonly (readonly string[])[]): {
  columns: string[];
  rows: readonly (readonly string[])[];
} {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const [first = [], ...rest] = rows;
  const names = first.map((name) => name.trim());
  const filled = names.filter((name) => name !== "");
  const isHeader =
    rest.length > 0 &&
    filled.length > 0 &&
    filled.length >= width / 2 &&
    new Set(filled).size === filled.length &&
    filled.every((name) => name.length <= 200 && !isValue.test(name));
  const columns = Array.from(
    { length: width },
    (_, column) => (isHeader && names[column]) || `Column ${column + 1}`,
  );
  return { columns, rows: isHeader ? rest : rows };
}

/** A number, an amount of money, a share or a date. */
const isValue = /^[-+]?[$€£]?\s?\d[\d.,:/\s-]*(?:%|[$€£])?$/;
