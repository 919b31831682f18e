import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from "pdf-lib";

export type Printer = {
  /** Writes a line and goes down by its height; `x` in points from the left. */
  line(text: string, options?: { size?: number; x?: number; bold?: boolean }): void;
  /** Cells of a row, each at its own place. */
  row(cells: string[], width: number): void;
  /** Goes down by so many points. */
  space(points: number): void;
  /** Writes at a height from the page's foot. */
  at(y: number, text: string, size?: number): void;
  page: PDFPage;
};

/** A PDF of A4 pages; `draw` is called for each with its number from 1. */
export async function pdfFile(
  pages: number,
  draw: (printer: Printer, page: number) => void,
  title?: string,
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const plain = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  if (title !== undefined) document.setTitle(title);
  for (let number = 1; number <= pages; number += 1)
    draw(printerOn(document.addPage([595, 842]), { plain, bold }), number);
  return document.save();
}

function printerOn(page: PDFPage, { plain, bold }: { plain: PDFFont; bold: PDFFont }): Printer {
  let y = 740;
  return {
    line(text, { size = 11, x = 60, bold: isBold = false } = {}) {
      page.drawText(text, { x, y, size, font: isBold ? bold : plain });
      y -= size * 1.3;
    },
    row(cells, width) {
      for (const [column, cell] of cells.entries())
        page.drawText(cell, { x: 60 + column * width, y, size: 11, font: plain });
      y -= 14.3;
    },
    space(points) {
      y -= points;
    },
    at(height, text, size = 8) {
      page.drawText(text, { x: 60, y: height, size, font: plain });
    },
    page,
  };
}
