/**
 * `npm run seed -- <folder> [--workspace <slug>]`: makes or updates a company from a folder (workspace.json and
 * documents), or adds a folder of documents to a workspace. Works on the configured database; with the embedded
 * one, through the running server when one holds it.
 */
import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { DataDirInUse, lockDataDir } from "../lib/data-dir.ts";
import type { Database } from "../lib/db/call.ts";
import { embeddedUrl, socketFolderFor } from "../lib/db/embedded.ts";
import { openDatabase } from "../lib/db/open-database.ts";
import { readSettings, type Settings, SettingsError } from "../lib/env.ts";
import { createLog } from "../lib/log.ts";
import { ConfigurationError } from "../lib/models/configuration-error.ts";
import { CompanyFileError } from "../lib/read-company.ts";
import { recordedEmbedders } from "../lib/recorded-embedders.ts";
import { type SeedProgress, seedCompany } from "../lib/seed-company.ts";
import { openSchema } from "../lib/server/prepare-database.ts";
import { defaultWorkspaceSlug } from "../lib/session.ts";

const root = join(import.meta.dirname, "..");

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { workspace: { type: "string" } },
  });
  const [folder] = positionals;
  if (!folder) throw new CompanyFileError("Name a folder: npm run seed -- <folder> [--workspace <slug>]");
  await access(folder).catch(() => {
    throw new CompanyFileError(`There is no folder ${resolve(folder)}.`);
  });
  const settings = readSettings();
  const opened = await reachDatabase(settings);
  const { call } = opened.database;
  const embedders = recordedEmbedders(settings, { call, log: createLog(settings.LOG_LEVEL) });
  try {
    const slug = values.workspace ?? defaultWorkspaceSlug;
    const seeded = await seedCompany({
      folder,
      slug,
      call,
      embedderFor: embedders.embedderFor,
      log: createLog("warn"),
      onProgress: showProgress,
    });
    process.stdout.write(`${seeded.slug}: ${seeded.documents} documents are in place.\n`);
    for (const reason of seeded.refused) process.stderr.write(`refused ${reason}\n`);
    if (seeded.refused.length > 0) process.exitCode = 1;
  } finally {
    await embedders.flush();
    await opened.close();
  }
}

/** The running server's database when one holds the data directory, else one started here for the while. */
async function reachDatabase(
  settings: Settings,
): Promise<{ database: Database; close: () => Promise<void> }> {
  const unlock =
    settings.databaseKind === "embedded" ? await tryLock(settings.DATA_DIR) : async () => undefined;
  if (!unlock) {
    const url = embeddedUrl(await socketFolderFor(resolve(settings.DATA_DIR)));
    const database = openDatabase({ settings, databaseUrl: url });
    return { database, close: database.close };
  }
  const schema = await openSchema(settings, root);
  const database = openDatabase({ settings, databaseUrl: schema.databaseUrl });
  const close = async () => {
    await database.close();
    await schema.close();
    await unlock();
  };
  return { database, close };
}

async function tryLock(dataDir: string): Promise<(() => Promise<void>) | undefined> {
  try {
    return await lockDataDir(dataDir);
  } catch (error) {
    if (error instanceof DataDirInUse) return undefined;
    throw error;
  }
}

const barWidth = 30;

/** One line that fills up; without a terminal, a line a document. */
function showProgress({ done, total, file, change }: SeedProgress): void {
  if (!process.stdout.isTTY) return void process.stdout.write(`${done}/${total} ${change} ${file}\n`);
  const filled = Math.round((done / total) * barWidth);
  const bar = "█".repeat(filled) + "░".repeat(barWidth - filled);
  process.stdout.write(
    `\r${bar} ${done}/${total} ${file.slice(0, 40).padEnd(40)}${done === total ? "\n" : ""}`,
  );
}

main().catch((error: unknown) => {
  const expected = [SettingsError, ConfigurationError, CompanyFileError].some(
    (kind) => error instanceof kind,
  );
  process.stderr.write(
    `${error instanceof Error ? (expected ? error.message : error.stack) : String(error)}\n`,
  );
  process.exitCode = 1;
});
