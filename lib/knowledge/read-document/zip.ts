import type { Entry, ZipFile } from "yauzl";
import {
  harmlessUnpackedBytes,
  mostEntries,
  mostFileBytes,
  mostUnpackedBytes,
  mostUnpackedRatio,
} from "./limits.ts";
import { type ArchiveEntry, type BinarySource, type Reader, UnreadableFile } from "./reader.ts";

export const zip: Reader = {
  called: "a ZIP archive",
  endings: [".zip"],
  mediaTypes: ["application/zip", "application/x-zip-compressed"],
  form: "archive",
  entries: zipEntries,
};

/**
 * The files of an archive, under cleaned paths, without folders, hidden files and what a Mac adds. Throws
 * UnreadableFile before the first where the archive is damaged or says that it holds more than our limits.
 */
async function* zipEntries({ bytes }: BinarySource): AsyncGenerator<ArchiveEntry> {
  const archive = await openZip(bytes);
  const entries = await listEntries(archive);
  const unpacked = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  const isBomb = unpacked > harmlessUnpackedBytes && unpacked > bytes.length * mostUnpackedRatio;
  if (unpacked > mostUnpackedBytes || isBomb) throw new UnreadableFile(tooMuch);
  const files = entries.flatMap((entry) => {
    const name = cleanName(entry);
    return name === undefined ? [] : [{ entry, name }];
  });
  if (files.length === 0) throw new UnreadableFile("This archive holds no files.");
  for (const { entry, name } of files) yield { name, bytes: () => unpack(archive, entry) };
}

/** Opens an archive that lies in memory. Throws UnreadableFile. */
export async function openZip(bytes: Uint8Array): Promise<ZipFile> {
  const { fromBuffer } = await import("yauzl");
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return new Promise((done, fail) => {
    // Names are decoded here: one bad name would otherwise end the whole archive.
    fromBuffer(buffer, { lazyEntries: true, decodeStrings: false }, (error, archive) =>
      error ? fail(new UnreadableFile(damaged, { cause: error })) : done(archive),
    );
  });
}

export function listEntries(archive: ZipFile): Promise<Entry[]> {
  return new Promise((done, fail) => {
    const entries: Entry[] = [];
    archive.on("entry", (entry: Entry) => {
      entries.push(entry);
      if (entries.length > mostEntries) fail(new UnreadableFile(tooMany));
      else archive.readEntry();
    });
    archive.on("end", () => done(entries));
    archive.on("error", (cause: Error) => fail(new UnreadableFile(damaged, { cause })));
    archive.readEntry();
  });
}

/** At most what one file may have, and what its entry says; an archive can say less than it holds. */
async function unpack(archive: ZipFile, entry: Entry): Promise<Uint8Array> {
  if (entry.isEncrypted())
    throw new UnreadableFile(
      "This file of the archive is protected by a password. Add it without the password.",
    );
  if (entry.uncompressedSize > mostFileBytes) throw new UnreadableFile(tooLarge);
  const stream = await new Promise<NodeJS.ReadableStream>((done, fail) =>
    archive.openReadStream(entry, (error, opened) => (error ? fail(error) : done(opened))),
  ).catch((cause: unknown) => {
    throw new UnreadableFile(damagedFile, { cause });
  });
  const chunks: Uint8Array[] = [];
  try {
    // It is ended where there are more bytes than the entry says.
    for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  } catch (cause) {
    throw new UnreadableFile(damagedFile, { cause });
  }
  return Buffer.concat(chunks);
}

/** A path of plain names below the archive; undefined for what is no document. */
function cleanName({ fileNameRaw, generalPurposeBitFlag }: Entry): string | undefined {
  const isUtf8 = (generalPurposeBitFlag & 0x800) !== 0;
  const raw = new TextDecoder(isUtf8 ? "utf-8" : "latin1").decode(fileNameRaw);
  if (/[/\\]$/.test(raw)) return undefined;
  const names = raw
    .replace(/\p{Cc}/gu, "")
    .split(/[/\\]+/)
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "." && name !== ".." && !/^[a-z]:$/i.test(name));
  const isHidden = names.some((name) => name.startsWith(".") || name === "__MACOSX");
  const last = names.at(-1);
  if (last === undefined || isHidden || /^(?:thumbs\.db|desktop\.ini)$/i.test(last)) return undefined;
  return names.join("/").slice(-255).toWellFormed();
}

const damaged = "This archive is damaged or not complete. Pack it again, then add it.";
const damagedFile = "This file of the archive is damaged. Pack the archive again, then add it.";
const tooLarge = `This file is larger than ${mostFileBytes / 1024 / 1024} MB unpacked. Split it into several files.`;
const tooMany = `This archive holds more than ${mostEntries.toLocaleString("en")} files. Split it into several archives.`;
const tooMuch = `This archive unpacks to more than ${mostUnpackedBytes / 1024 / 1024} MB, or to more than ${mostUnpackedRatio} times its size. Split it, or add its files one by one.`;
