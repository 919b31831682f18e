import type { PdfLine } from "./pdf-lines.ts";
import { tableText, withHeader } from "./table-text.ts";

/** Lines of the same columns as a Markdown table. */
export function pdfTable(lines: readonly PdfLine[]): string {
  const { columns, rows } = withHeader(lines.map(({ cells }) => cells.map(({ text }) => text)));
  return tableText(columns, rows);
}
