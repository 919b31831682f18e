import { mostCells } from "./limits.ts";
import type { ReadDocument } from "./read-document.ts";
import { type Reader, type TextSource, UnreadableFile } from "./reader.ts";
import { titleFromName, toStoredText } from "./stored-text.ts";
import { tableText, withHeader } from "./table-text.ts";

export const csv: Reader = {
  called: "a table as text (CSV)",
  endings: [".csv", ".tsv", ".tab"],
  mediaTypes: ["text/csv", "text/tab-separated-values", "application/csv"],
  form: "text",
  read: readCsv,
};

/** Values parted by commas, semicolons, tabs or bars, with the names of the columns in the first row if it has such. */
async function readCsv({ name, text, url }: TextSource): Promise<ReadDocument> {
  const { columns, rows } = withHeader(await recordsOf(toStoredText(text)));
  return {
    title: titleFromName(name),
    ...(url !== undefined && { url }),
    tags: [],
    sample: false,
    text: toStoredText(tableText(columns, rows)),
  };
}

/** Excel writes which mark it uses into a line of its own. */
const markLine = /^sep=(.)\n/;

async function recordsOf(text: string): Promise<string[][]> {
  const { parse } = await import("csv-parse/sync");
  const delimiter = markLine.exec(text)?.[1] ?? delimiterOf(text);
  try {
    const records: string[][] = parse(text.replace(markLine, ""), {
      delimiter,
      relax_column_count: true,
      // Inches and other lone quotation marks stand in many price lists.
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      to: mostCells,
    });
    if (records.reduce((cells, record) => cells + record.length, 0) > mostCells)
      throw new UnreadableFile(tooMany);
    return records;
  } catch (cause) {
    if (cause instanceof UnreadableFile) throw cause;
    throw new UnreadableFile(openQuote, { cause });
  }
}

const openQuote =
  "This table cannot be read: a quotation mark that opens a value is never closed. Save it again as CSV, then add it.";
const tooMany = `This table has more than ${mostCells.toLocaleString("en")} cells. Split it into several files.`;

/** The mark that parts most of the first lines into the same number of values, more than one. */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .split("\n", 20)
    .filter((line) => line.trim() !== "");
  const scores = [",", ";", "\t", "|"].map((mark) => {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, "").split(mark).length - 1);
    const first = counts[0] ?? 0;
    return { mark, score: first === 0 ? 0 : counts.filter((count) => count === first).length * 100 + first };
  });
  return scores.reduce((best, other) => (other.score > best.score ? other : best)).mark;
}
