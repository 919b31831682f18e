import { strToU8, type Zippable, zipSync } from "fflate";

const package_ = "http://schemas.openxmlformats.org/package/2006";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

type Cell = string | number | null;

/** A workbook as Excel writes it, in its smallest form: each sheet by its name, with further rows as XML. */
export function workbook(sheets: Record<string, Cell[][]>, furtherRows = ""): Uint8Array {
  const xml = Object.entries(sheets).map(([name, rows]) => [name, sheetXml(rows, furtherRows)]);
  return workbookOf(Object.fromEntries(xml));
}

/** The same with the XML of its sheets. */
export function workbookOf(sheets: Record<string, string>): Uint8Array {
  const names = Object.keys(sheets);
  const main = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  return packed({
    "[Content_Types].xml": strToU8(
      `<Types xmlns="${package_}/content-types"><Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/>${names.map((_, n) => `<Override PartName="/xl/worksheets/sheet${n + 1}.xml" ContentType="${main}.worksheet+xml"/>`).join("")}</Types>`,
    ),
    "_rels/.rels": relationships([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": strToU8(
      `<workbook xmlns="${spreadsheet}" xmlns:r="${office}"><sheets>${names.map((name, n) => `<sheet name="${name}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`).join("")}</sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": relationships(
      names.map((_, n) => ["worksheet", `worksheets/sheet${n + 1}.xml`]),
    ),
    ...Object.fromEntries(
      names.map((name, n) => [`xl/worksheets/sheet${n + 1}.xml`, strToU8(sheets[name] ?? "")]),
    ),
  });
}

function sheetXml(rows: Cell[][], furtherRows: string): string {
  const cell = (value: Cell, place: string) => {
    if (value === null) return "";
    if (typeof value === "number") return `<c r="${place}"><v>${value}</v></c>`;
    return `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const lines = rows.map(
    (row, r) =>
      `<row r="${r + 1}">${row.map((value, c) => cell(value, `${"ABCDEFGH"[c]}${r + 1}`)).join("")}</row>`,
  );
  return `<worksheet xmlns="${spreadsheet}"><sheetData>${lines.join("")}${furtherRows}</sheetData></worksheet>`;
}

/** A Word document with this XML as its body. */
export function wordDocument(body: string, before = ""): Uint8Array {
  const main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
  return packed({
    "[Content_Types].xml": strToU8(
      `<Types xmlns="${package_}/content-types"><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    ),
    "_rels/.rels": relationships([["officeDocument", "word/document.xml"]]),
    "word/document.xml": strToU8(
      `${before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    ),
  });
}

function relationships(targets: [string, string][]): Uint8Array {
  const lines = targets.map(
    ([type, target], n) => `<Relationship Id="rId${n + 1}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return strToU8(`<Relationships xmlns="${package_}/relationships">${lines.join("")}</Relationships>`);
}

/** Quickly rather than tightly. */
function packed(files: Zippable): Uint8Array {
  return zipSync(files, { level: 1 });
}
