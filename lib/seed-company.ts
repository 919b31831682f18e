import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import type { Call } from "./db/call.ts";
import { finishIngest } from "./knowledge/finish-ingest.ts";
import type { ItemOutcome } from "./knowledge/follow-ingest.ts";
import { handIn } from "./knowledge/ingest-hand-in.ts";
import { loadLearned } from "./knowledge/load-learned.ts";
import { CompanyFileError, listDocumentFiles, readCompany } from "./read-company.ts";
import type { EmbedderFor } from "./recorded-embedders.ts";
import type { Workspace } from "./workspace.ts";

export type SeedProgress = { done: number; total: number; file: string; change: string };

type Seeding = {
  folder: string;
  /** The workspace of a folder that holds documents only. */
  slug: string;
  call: Call;
  /** What the company's documents are embedded by. */
  embedderFor: EmbedderFor;
  log: Logger;
  onProgress: (progress: SeedProgress) => void;
};

/** Its settings as they were written, defaults left out. */
type StoredWorkspace = { id: string; config: { localOnly?: boolean; rerank?: boolean } };

/**
 * Makes or updates a company from its folder: the workspace file, if there is one, then every document below it, as
 * one job. What is unchanged is left alone, so it may be repeated; killed, a running server or the next start goes on
 * with it. Returns how many documents there are and what was refused, with the reason. Throws CompanyFileError
 * where the folder cannot be used at all, ModelError where the embedding model fails.
 */
export async function seedCompany(
  seeding: Seeding,
): Promise<{ slug: string; documents: number; refused: string[] }> {
  const { folder, call, log, onProgress } = seeding;
  const config = await readCompany(folder);
  const slug = config?.slug ?? seeding.slug;
  if (config) await writeConfig(config, call);
  const workspace = await call<StoredWorkspace | null>("read_workspace", { p_slug: slug });
  if (!workspace)
    throw new CompanyFileError(`There is no workspace ${slug}, and ${folder} holds no workspace.json.`);
  const base = seeding.embedderFor({ slug, localOnly: workspace.config.localOnly === true });
  const embedder = await loadLearned({ workspaceId: workspace.id, base }, call);

  const files = await listDocumentFiles(folder);
  const range = await handInFolder({ folder, files, workspaceId: workspace.id, call });
  const refused: string[] = [];
  let documents = 0;
  let done = 0;
  try {
    for await (const items of finishIngest(range, { call, embedder, log })) {
      done += 1;
      for (const item of items.filter(({ isHolder }) => !isHolder)) {
        if (item.documentId) documents += 1;
        else refused.push(`${item.name}: ${item.reason ?? "given up"}`);
      }
      onProgress({ done, total: files.length, ...changeOf(items) });
    }
  } catch (error) {
    // The folder is still there: whoever hears of the fault repeats it, and no other process goes on with half of it.
    const rest = { p_workspace: workspace.id, p_ingest: range.ingestId, p_items: null };
    await call("cancel_ingest_items", rest).catch(() => undefined);
    throw error;
  }
  await call("analyze_knowledge", {});
  return { slug, documents, refused };
}

/** All but what the console has decided by the workspace's own figures. */
async function writeConfig(config: Workspace, call: Call): Promise<void> {
  const before = await call<StoredWorkspace | null>("read_workspace", { p_slug: config.slug });
  const rerank = before?.config.rerank === true;
  await call("write_workspace", { p_slug: config.slug, p_config: { ...config, rerank } });
}

/** Files go in a few at a time, so that a large folder does not fill the memory. */
const filesTogether = 20;

async function handInFolder({
  folder,
  files,
  workspaceId,
  call,
}: {
  folder: string;
  files: string[];
  workspaceId: string;
  call: Call;
}) {
  const ingestId = crypto.randomUUID();
  const label = files.length === 1 ? (files[0] ?? "") : `${files.length} files of ${folder}`;
  const job = { id: ingestId, kind: "seed" as const, label: label.slice(0, 300), by: "npm run seed" };
  for (let at = 0; at < files.length; at += filesTogether) {
    const items = await Promise.all(
      files.slice(at, at + filesTogether).map(async (name) => ({
        ...{ kind: "file" as const, file: { name, bytes: await readFile(join(folder, name)) } },
      })),
    );
    await handIn({ workspaceId, job, items }, { call });
  }
  return { workspaceId, ingestId, first: 0, count: files.length };
}

function changeOf(items: readonly ItemOutcome[]): { file: string; change: string } {
  const [first, ...others] = items;
  const change = first?.isHolder ? `${others.length} documents` : (first?.change ?? "refused");
  return { file: first?.name ?? "", change };
}
