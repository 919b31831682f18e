import { mostOfficeBytes } from "./limits.ts";
import { UnreadableFile } from "./reader.ts";
import { listEntries, openZip } from "./zip.ts";

/**
 * A Word or Excel file is an archive of XML, and its libraries unpack all of it: refuses one that says it is larger
 * than can be read. One that lies about it ends with the memory of the process that reads. Throws UnreadableFile.
 */
export async function assertOfficeSize(bytes: Uint8Array): Promise<void> {
  const entries = await listEntries(await openZip(bytes));
  const xml = entries.filter(({ fileNameRaw }) => /\.(?:xml|rels)$/i.test(fileNameRaw.toString("latin1")));
  const unpacked = xml.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (unpacked > mostOfficeBytes)
    throw new UnreadableFile(
      `This file unpacks to more than ${mostOfficeBytes / 1024 / 1024} MB. Split it into several files.`,
    );
}
