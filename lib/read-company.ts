import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readers } from "./knowledge/read-document/readers.ts";
import { type Workspace, workspaceSchema } from "./workspace.ts";

/**
 * A company as files: `workspace.json`, with its `personas.json` and `intents.json` beside it (or inside it),
 * and a folder `knowledge/` of documents.
 */

/** The folder does not hold a company; the message names the file and what is wrong in it. */
export class CompanyFileError extends Error {
  override readonly name = "CompanyFileError";
}

/** Reads the workspace file of a folder; undefined where the folder holds documents only. Throws CompanyFileError. */
export async function readCompany(folder: string): Promise<Workspace | undefined> {
  const config = await readJsonFile(join(folder, "workspace.json"));
  if (config === undefined) return undefined;
  const personas = await readJsonFile(join(folder, "personas.json"));
  const intents = await readJsonFile(join(folder, "intents.json"));
  const parsed = workspaceSchema.safeParse({
    ...(config as object),
    ...(personas !== undefined && { personas }),
    ...(intents !== undefined && { intents }),
  });
  if (parsed.success) return parsed.data;
  throw new CompanyFileError(`${join(folder, "workspace.json")}: ${z.prettifyError(parsed.error)}`);
}

async function readJsonFile(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new CompanyFileError(`${path} is not valid JSON.`);
  }
}

/** What is read above, what tells people about the folder, and what is hidden or belongs to an office program. */
const companyFile = /^(?:workspace|personas|intents)\.json$|(?:^|\/)(?:README\.md$|\.|~\$|__MACOSX\/)/i;

function canBeRead(name: string): boolean {
  return readers.some(({ endings }) => endings.some((ending) => name.toLowerCase().endsWith(ending)));
}

/** The paths of a company's documents, relative to `folder`, in order. */
export async function listDocumentFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => canBeRead(name) && !companyFile.test(name)).sort();
}
