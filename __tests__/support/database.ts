/**
 * A database of one's own for a test file: the real embedded Postgres, migrated once per version of the
 * SQL files and then loaded from that dump.
 */
import { createHash } from "node:crypto";
import { access, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../../lib/db/call.ts";
import { type EmbeddedDatabase, startEmbedded } from "../../lib/db/embedded.ts";
import { migrate, readSchemaFiles } from "../../lib/db/migrate.ts";
import { connectPostgres } from "../../lib/db/postgres.ts";

export type TestDatabase = Database & { url: string };

/** Starts a migrated, empty database in memory. Call `close()` in afterAll. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "bevgenie-test-"));
  const embedded = await startEmbedded({ socketFolder: folder, templatePath: await migratedTemplate() });
  const database = connectPostgres({ url: embedded.url, maxConnections: 4 });
  return {
    url: embedded.url,
    call: database.call,
    close: async () => {
      await database.close();
      await embedded.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function migratedTemplate(): Promise<string> {
  const files = await readSchemaFiles(join(process.cwd(), "supabase"));
  const hash = createHash("sha256");
  for (const file of [...files.migrations, ...files.routines]) hash.update(file.name).update(file.hash);
  const path = join(tmpdir(), `bevgenie-schema-${hash.digest("hex").slice(0, 24)}.tar`);
  if (await exists(path)) return path;

  const folder = await mkdtemp(join(tmpdir(), "bevgenie-template-"));
  const embedded: EmbeddedDatabase = await startEmbedded({ socketFolder: folder });
  await migrate({ url: embedded.url, files });
  const unfinished = `${path}.${process.pid}`;
  await embedded.dump(unfinished);
  await rename(unfinished, path);
  await embedded.close();
  await rm(folder, { recursive: true, force: true });
  return path;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
