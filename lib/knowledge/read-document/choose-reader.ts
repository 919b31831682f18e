import { fileTypeFromBuffer } from "file-type";
import { decodeText } from "./decode-text.ts";
import { type Reader, UnreadableFile } from "./reader.ts";
import { readers } from "./readers.ts";

export type Chosen =
  | { reader: Extract<Reader, { form: "text" }>; text: string }
  | { reader: Exclude<Reader, { form: "text" }> };

/** A file as it came; `mediaType` is what its sender called it. */
export type Unread = { name: string; bytes: Uint8Array; mediaType?: string; url?: string };

/**
 * Which reader a file is for: what its content shows goes before what it is called. A file with the wrong name is
 * read as what it is, except that a text is not read where its name promises something else: it is most often an
 * error page that was saved in the place of a document. Throws UnreadableFile with the reason.
 */
export async function chooseReader({ name, bytes, mediaType }: Unread): Promise<Chosen> {
  if (bytes.length === 0) throw new UnreadableFile("This file is empty.");
  const shown = await shownType(bytes, name);
  if (shown && "reader" in shown) return shown;
  const text = decodeText(bytes, mediaType);
  const named = readerNamed(name, mediaType);
  if (text === undefined) throw new UnreadableFile(notText({ name, named, kind: shown?.kind }));
  const recognised = textReaders.find((reader) => reader.recognises?.(text));
  if (named && named.form !== "text") throw new UnreadableFile(misnamed({ named, recognised }));
  const reader = recognised ?? named ?? (endingOf(name) === "" ? plainText : undefined);
  if (!reader) throw new UnreadableFile(unknownEnding(name));
  return { reader, text };
}

const textReaders = readers.filter((reader) => reader.form === "text");
const plainText = textReaders.find(({ mediaTypes }) => mediaTypes.includes("text/plain"));

type Shown = { reader: Exclude<Reader, { form: "text" }> } | { kind: string };

/** What the bytes say themselves; undefined for what may be text. */
async function shownType(bytes: Uint8Array, name: string): Promise<Shown | undefined> {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 1_024));
  // Its mark may come after other bytes, but a text may also speak of it.
  const isPdf = endingOf(name) === ".pdf" ? start.includes("%PDF-") : /^\s*%PDF-/.test(start);
  const detected = isPdf ? { mime: "application/pdf", ext: "pdf" } : await detect(bytes);
  if (!detected) return undefined;
  if (detected.mime === "application/x-cfb") throw new UnreadableFile(oldOfficeReason(bytes));
  const isArchive = detected.mime === "application/zip";
  const readable = readers.filter((reader) => reader.form !== "text");
  const reader =
    // Some programs write Word and Excel files that do not say so where it is looked for.
    (isArchive && readable.find(({ endings }) => endings.includes(endingOf(name)))) ||
    readable.find(({ mediaTypes }) => mediaTypes.includes(detected.mime));
  if (reader) return { reader };
  return /^text\/|xml$/.test(detected.mime) ? undefined : { kind: detected.ext.toUpperCase() };
}

/** Broken files can make the detection itself fail. */
async function detect(bytes: Uint8Array): Promise<{ mime: string; ext: string } | undefined> {
  return fileTypeFromBuffer(bytes).catch(() => undefined);
}

/** The container of Office files until 2003, and of encrypted ones since. */
function oldOfficeReason(bytes: Uint8Array): string {
  const holds = (stream: string) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(stream, 0, "utf16le");
  if (holds("EncryptedPackage"))
    return "This Office file is protected by a password. Remove the password, then add it again.";
  if (holds("WordDocument"))
    return "This is a Word document of the old kind (.doc). Save it as .docx, then add it again.";
  if (holds("Workbook") || holds("Book"))
    return "This is an Excel workbook of the old kind (.xls). Save it as .xlsx, then add it again.";
  return "This is an Office file of the old kind. Save it in the current format or as a PDF, then add it again.";
}

function readerNamed(name: string, mediaType: string | undefined): Reader | undefined {
  const ending = endingOf(name);
  const type = mediaType?.split(";")[0]?.trim().toLowerCase() ?? "";
  return (
    readers.find(({ endings }) => endings.includes(ending)) ??
    readers.find(({ mediaTypes }) => mediaTypes.includes(type))
  );
}

/** ".pdf" of "folder/Price list.PDF"; "" where there is none. */
function endingOf(name: string): string {
  return /[^/\\](\.[a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
}

type Misnamed = { named: Reader; recognised: Reader | undefined };

function misnamed({ named, recognised }: Misnamed): string {
  const holds = recognised?.called ?? "plain text";
  return `The name says that this is ${named.called}, but it is ${holds}. If that is what you want to add, give it the name of one; else save the document again.`;
}

type NotText = { name: string; named: Reader | undefined; kind: string | undefined };

function notText({ name, named, kind }: NotText): string {
  if (kind) return `This is a ${kind} file, and such files cannot be read. ${whatCanBe}`;
  if (named)
    return `This file is damaged, or it is not ${named.called}. Save the document again, then add it.`;
  return endingOf(name) === "" ? `This file is no text. ${whatCanBe}` : unknownEnding(name);
}

const whatCanBe = "Add Markdown, text, HTML, PDF, Word (.docx), Excel (.xlsx), CSV, JSON, or a ZIP of these.";

function unknownEnding(name: string): string {
  return `Files that end in ${endingOf(name)} cannot be read. ${whatCanBe}`;
}
