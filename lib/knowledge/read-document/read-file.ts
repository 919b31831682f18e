import { AppError } from "../../errors.ts";
import { isTooLong, tooLong } from "../longest-text.ts";
import { chooseReader, type Unread } from "./choose-reader.ts";
import { mostFileBytes } from "./limits.ts";
import { type Reader, type ReadFile, UnreadableFile } from "./reader.ts";

/** A part of a file that is read by itself: the file, or one file of an archive. */
export type FilePart = { name: string; read: () => Promise<ReadFile[]> };

/**
 * The parts of a file in order: one, or one for each file of an archive. What is read of each are its documents, or
 * the reasons why not; neither this nor a part's `read` throws for what a file holds.
 */
export async function* fileParts(file: Unread): AsyncGenerator<FilePart> {
  const { name } = file;
  let archive: Extract<Reader, { form: "archive" }> | undefined;
  try {
    if (file.bytes.length > mostFileBytes) throw new UnreadableFile(tooLarge);
    const { reader } = await chooseReader(file);
    if (reader.form === "archive") archive = reader;
  } catch (error) {
    yield { name, read: async () => [{ name, reason: reasonOf(error) }] };
    return;
  }
  if (archive) yield* archiveParts(file, archive);
  else yield { name, read: () => readOne(file) };
}

async function* archiveParts(
  file: Unread,
  archive: Extract<Reader, { form: "archive" }>,
): AsyncGenerator<FilePart> {
  try {
    for await (const { name, bytes } of archive.entries(file)) {
      const read = async () => {
        try {
          return await readOne({ name, bytes: await bytes() });
        } catch (error) {
          return [{ name, reason: reasonOf(error) }];
        }
      };
      yield { name, read };
    }
  } catch (error) {
    yield { name: file.name, read: async () => [{ name: file.name, reason: reasonOf(error) }] };
  }
}

async function readOne(file: Unread): Promise<ReadFile[]> {
  const { name } = file;
  try {
    const read = await documentsOf(file);
    return (Array.isArray(read) ? read : [{ name, document: read }]).map(withinLimits);
  } catch (error) {
    return [{ name, reason: reasonOf(error) }];
  }
}

async function documentsOf(file: Unread) {
  const { name, bytes, url } = file;
  const chosen = await chooseReader(file);
  const source = { name, ...(url !== undefined && { url }) };
  if ("text" in chosen) return chosen.reader.read({ ...source, text: chosen.text });
  if (chosen.reader.form === "binary") return chosen.reader.read({ ...source, bytes });
  throw new UnreadableFile("This is an archive inside an archive. Unpack it, then add what it holds.");
}

function withinLimits(read: ReadFile): ReadFile {
  if ("reason" in read || !isTooLong(read.document.text)) return read;
  return { name: read.name, reason: tooLong };
}

function reasonOf(error: unknown): string {
  if (error instanceof UnreadableFile || error instanceof AppError) return error.message;
  if (error instanceof RangeError && /call stack/i.test(error.message)) return tooDeep;
  return "This file is damaged, or it is not what its name says. Save the document again, then add it.";
}

const tooDeep =
  "What this file holds is nested too deeply to be read. Save it in a simpler form, then add it again.";
const tooLarge = `This file is larger than ${mostFileBytes / 1024 / 1024} MB. Split it into several files.`;
