import { assertOfficeSize } from "./assert-office-size.ts";
import type { ReadDocument } from "./read-document.ts";
import type { BinarySource, Reader } from "./reader.ts";
import { titleFromName, toStoredText } from "./stored-text.ts";

const office = "application/vnd.openxmlformats-officedocument.wordprocessingml";

export const docx: Reader = {
  called: "a Word document (.docx)",
  endings: [".docx", ".docm", ".dotx"],
  mediaTypes: [
    `${office}.document`,
    `${office}.template`,
    "application/vnd.ms-word.document.macroenabled.12",
  ],
  form: "binary",
  read: readDocx,
};

/** A Word document: headings by their styles, lists, tables, links; pictures are left out. */
async function readDocx({ name, bytes, url }: BinarySource): Promise<ReadDocument> {
  await assertOfficeSize(bytes);
  const { default: mammoth } = await import("mammoth");
  const { firstHeading, htmlToMarkdown, parseHtml } = await import("./html-to-markdown.ts");
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) },
    {
      styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"],
      convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
      externalFileAccess: false,
    },
  );
  const page = parseHtml(value);
  return {
    title: firstHeading(page) ?? titleFromName(name),
    ...(url !== undefined && { url }),
    tags: [],
    sample: false,
    text: toStoredText(htmlToMarkdown(page)),
  };
}
