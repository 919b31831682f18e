import { longestText, tooLong } from "../longest-text.ts";
import { mostPages } from "./limits.ts";
import { type PdfLine, pdfLines } from "./pdf-lines.ts";
import { withoutRunningLines } from "./pdf-running-lines.ts";
import { pdfText } from "./pdf-text.ts";
import type { ReadDocument } from "./read-document.ts";
import { type BinarySource, type Reader, UnreadableFile } from "./reader.ts";
import { titleFromName, toStoredText, toTitle } from "./stored-text.ts";

export const pdf: Reader = {
  called: "a PDF",
  endings: [".pdf"],
  mediaTypes: ["application/pdf", "application/x-pdf"],
  form: "binary",
  read: readPdf,
};

/**
 * A PDF's text: lines put together to paragraphs, headings by the size of their letters, lists by their bullets,
 * without what stands at the head and foot of every page. `pages` says where each page begins.
 */
async function readPdf({ name, bytes, url }: BinarySource): Promise<ReadDocument> {
  assertWhole(bytes);
  const { pages, title } = await readPages(bytes);
  const bodies = withoutRunningLines(pages);
  const { text, starts, heading } = pdfText(bodies);
  assertReadable(text, pages.length);
  const warning = pagesWithoutText(bodies);
  return {
    title: title ?? toTitle(heading ?? "") ?? titleFromName(name),
    ...(url !== undefined && { url }),
    tags: [],
    sample: false,
    text: toStoredText(text),
    pages: starts,
    ...(warning !== undefined && { warning }),
  };
}

/** Programs add some bytes behind the end, servers of broken downloads a short page. */
const tailBytes = 16 * 1024;

/** The library mends a file that was cut off by leaving out what is missing; nobody would notice that. */
function assertWhole(bytes: Uint8Array): void {
  const tail = new TextDecoder("latin1").decode(bytes.subarray(-tailBytes));
  if (!tail.includes("%%EOF"))
    throw new UnreadableFile(
      "This PDF is not complete: its end is missing. Download or save it again, then add it.",
    );
}

async function readPages(bytes: Uint8Array): Promise<{ pages: PdfLine[][]; title: string | undefined }> {
  const { getDocumentProxy } = await import("unpdf");
  // A copy, because the library takes its memory away.
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch((cause: unknown) => {
    throw new UnreadableFile(openingFault(cause), { cause });
  });
  if (document.numPages > mostPages)
    throw new UnreadableFile(
      `This PDF has ${document.numPages.toLocaleString("en")} pages; ${mostPages.toLocaleString("en")} can be read at once. Split it into several files.`,
    );
  const pages: PdfLine[][] = [];
  let characters = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const lines = pdfLines(items);
    characters += lines.reduce((sum, { text }) => sum + text.length, 0);
    // Counted in code units: before all pages are read, what is twice too long is enough to know.
    if (characters > 2 * longestText) throw new UnreadableFile(tooLong);
    pages.push(lines);
    page.cleanup();
  }
  const { info } = await document.getMetadata().catch(() => ({ info: {} }));
  return { pages, title: titleOf(info) };
}

function openingFault(error: unknown): string {
  if (error instanceof Error && error.name === "PasswordException")
    return "This PDF is protected by a password. Save it without the password, then add it again.";
  return "This PDF is damaged and cannot be opened. Save or download it again, then add it.";
}

/** Programs put the name of the file there, or that they made it. */
function titleOf(info: unknown): string | undefined {
  const title = toTitle(String((info as { Title?: unknown }).Title ?? ""));
  const isName =
    /^microsoft \w+ - |\.(?:docx?|xlsx?|pptx?|pdf|indd|html?|tex)$|^(?:untitled|document\d*|slide ?\d+)$/i;
  return title === undefined || title.length < 3 || isName.test(title) ? undefined : title;
}

/** A page number or a stamp is no text of a page. */
const fewestCharactersPerPage = 8;

/** Numbers that a sentence names; whoever sees these finds the others. */
const mostNamed = 12;

/** A sentence on the pages of which nothing can be found; undefined where there are none. */
function pagesWithoutText(pages: PdfLine[][]): string | undefined {
  const empty = pages.flatMap((lines, index) => {
    const letters = lines.reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0);
    return letters < fewestCharactersPerPage ? [index + 1] : [];
  });
  if (empty.length === 0) return undefined;
  const named = empty.slice(0, mostNamed).join(", ") + (empty.length > mostNamed ? " …" : "");
  const of = `${empty.length.toLocaleString("en")} of its ${pages.length.toLocaleString("en")} pages`;
  return `${of} hold no text (${named}). Unless they are empty, let a program recognise their text (OCR), then add the file again.`;
}

function assertReadable(text: string, pages: number): void {
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (letters === 0 || letters < Math.min(20, pages * fewestCharactersPerPage))
    throw new UnreadableFile(
      "This PDF holds pictures of text only, as a scanner makes them. Let a program recognise the text (OCR), then add the result.",
    );
  const unknown = text.match(/[\uE000-\uF8FF\uFFFD]/g)?.length ?? 0;
  if (unknown > letters / 3)
    throw new UnreadableFile(
      "The fonts of this PDF do not say which letters they show, so it cannot be read as text. Let a program recognise the text (OCR), then add the result.",
    );
}
