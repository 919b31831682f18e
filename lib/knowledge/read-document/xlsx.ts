import { assertOfficeSize } from "./assert-office-size.ts";
import { mostCells } from "./limits.ts";
import type { ReadDocument } from "./read-document.ts";
import { type BinarySource, type Reader, UnreadableFile } from "./reader.ts";
import { titleFromName, toStoredText } from "./stored-text.ts";
import { tableText, withHeader } from "./table-text.ts";

const office = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export const xlsx: Reader = {
  called: "an Excel workbook (.xlsx)",
  endings: [".xlsx", ".xlsm", ".xltx"],
  mediaTypes: [`${office}.sheet`, `${office}.template`, "application/vnd.ms-excel.sheet.macroenabled.12"],
  form: "binary",
  read: readXlsx,
};

type Cell = string | number | boolean | Date | null | undefined;

/** An Excel workbook: a section for each sheet, with its tables under their headers. Formulas give their last value. */
async function readXlsx({ name, bytes, url }: BinarySource): Promise<ReadDocument> {
  await assertOfficeSize(bytes);
  const { default: readWorkbook } = await import("read-excel-file/universal");
  const sheets = await readWorkbook(new Uint8Array(bytes).buffer);
  const cells = sheets.reduce((sum, { data }) => sum + data.length * (data[0]?.length ?? 0), 0);
  if (cells > mostCells) throw new UnreadableFile(tooMany);
  const sections = sheets.map(({ sheet, data }) => sheetText(sheet, data as Cell[][]));
  return {
    title: titleFromName(name),
    ...(url !== undefined && { url }),
    tags: [],
    sample: false,
    text: toStoredText(sections.filter((section) => section !== "").join("\n\n")),
  };
}

const tooMany = `This workbook has more than ${mostCells.toLocaleString("en")} cells. Split it into several files.`;

function sheetText(sheet: string, data: Cell[][]): string {
  const parts = tablesOf(data.map((row) => row.map(cellText))).map(partText);
  return parts.length === 0 ? "" : [`## ${sheet.replace(/\s+/g, " ").trim()}`, ...parts].join("\n\n");
}

/** A sheet often holds several tables with blank rows between them. */
function tablesOf(rows: string[][]): string[][][] {
  const tables: string[][][] = [];
  let open: string[][] | undefined;
  for (const row of rows) {
    if (row.every((cell) => cell === "")) open = undefined;
    else if (open) open.push(row);
    else {
      open = [row];
      tables.push(open);
    }
  }
  return tables;
}

/** Rows of a single cell above a table are its caption. */
function partText(rows: string[][]): string {
  const captions = rows.findIndex((row) => row.filter((cell) => cell !== "").length > 1);
  const above = (captions === -1 ? rows : rows.slice(0, captions)).map((row) => row.join(" ").trim());
  const { columns, rows: below } = withHeader(
    captions === -1 ? [] : withoutEmptyColumns(rows.slice(captions)),
  );
  return [...above, tableText(columns, below)].filter((part) => part !== "").join("\n\n");
}

function withoutEmptyColumns(rows: string[][]): string[][] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const used = Array.from({ length: width }, (_, column) => column).filter((column) =>
    rows.some((row) => row[column]),
  );
  return rows.map((row) => used.map((column) => row[column] ?? ""));
}

/** Numbers without the dust of binary fractions, dates as ISO 8601 without a time that is midnight. */
function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date)
    return cell
      .toISOString()
      .replace(/T00:00:00\.000Z$/, "")
      .replace(/\.000Z$/, "");
  if (typeof cell === "number") return String(Number(cell.toPrecision(12)));
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  return cell.trim();
}
