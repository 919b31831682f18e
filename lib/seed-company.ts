import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Call } from "./db/call.ts";
import { AppError } from "./errors.ts";
import { ingestDocument } from "./knowledge/ingest-document.ts";
import { prepareFile } from "./knowledge/prepare-document.ts";
import { readDocument } from "./knowledge/read-document/read-document.ts";
import type { ReadFile } from "./knowledge/read-document/reader.ts";
import type { Embedder } from "./models/model.ts";
import { CompanyFileError, listDocumentFiles, readCompany } from "./read-company.ts";

export type SeedProgress = { done: number; total: number; file: string; change: string };

type Seeding = {
  folder: string;
  /** The workspace of a folder that holds documents only. */
  slug: string;
  call: Call;
  /** What the company's documents are embedded by. */
  embedderFor: (workspace: { localOnly: boolean }) => Embedder;
  onProgress: (progress: SeedProgress) => void;
};

/** Its settings as they were written, defaults left out. */
type StoredWorkspace = { id: string; config: { localOnly?: boolean } };

/**
 * Makes or updates a company from its folder: the workspace file, if there is one, then every document below it.
 * What is unchanged is left alone, so it may be repeated. Returns how many documents were read and which were
 * refused, with the reason. Throws CompanyFileError where the folder cannot be used at all.
 */
export async function seedCompany(
  seeding: Seeding,
): Promise<{ slug: string; documents: number; refused: string[] }> {
  const { folder, call, onProgress } = seeding;
  const config = await readCompany(folder);
  const slug = config?.slug ?? seeding.slug;
  if (config) await call("write_workspace", { p_slug: slug, p_config: config });
  const workspace = await call<StoredWorkspace | null>("read_workspace", { p_slug: slug });
  if (!workspace)
    throw new CompanyFileError(`There is no workspace ${slug}, and ${folder} holds no workspace.json.`);
  const embedder = seeding.embedderFor({ localOnly: workspace.config.localOnly === true });

  const files = await listDocumentFiles(folder);
  const refused: string[] = [];
  let documents = 0;
  for (const [index, file] of files.entries()) {
    const progress = { done: index + 1, total: files.length };
    for (const read of await readSeedFile(join(folder, file), file)) {
      if ("reason" in read) {
        refused.push(`${read.name}: ${read.reason}`);
        onProgress({ ...progress, file: read.name, change: "refused" });
        continue;
      }
      const order = { workspaceId: workspace.id, document: read.document, sourceKey: read.name };
      const { change } = await ingestDocument(order, { call, embedder });
      onProgress({ ...progress, file: read.name, change });
      documents += 1;
    }
  }
  await call("analyze_knowledge", {});
  return { slug, documents, refused };
}

/** What a file holds. Texts are read here, so that a start with nothing changed cuts nothing. */
async function readSeedFile(path: string, name: string): Promise<ReadFile[]> {
  if (/\.(?:md|markdown|txt)$/i.test(name)) return [readSeedText(name, await readFile(path, "utf8"))];
  const files = await prepareFile({ name, bytes: await readFile(path) });
  return files.map((file) => {
    const within = file.name.startsWith(name) ? file.name : `${name}: ${file.name}`;
    return "reason" in file ? { ...file, name: within } : { name: within, document: file.prepared.document };
  });
}

function readSeedText(name: string, content: string): ReadFile {
  try {
    return { name, document: readDocument({ name, content }) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { name, reason: error.message };
  }
}
