/** `npm run migrate`: brings the database of DATABASE_URL up to this version (a Supabase project's too). */
import { join } from "node:path";
import { migrate, readSchemaFiles, SchemaError } from "../lib/db/migrate.ts";

const url = process.env.DATABASE_URL;
if (!url) {
  process.stderr.write("Set DATABASE_URL to the database's connection string (postgres://…).\n");
  process.exit(1);
}
try {
  const files = await readSchemaFiles(join(import.meta.dirname, "..", "supabase"));
  const applied = await migrate({ url, files });
  for (const name of applied) process.stdout.write(`applied ${name}\n`);
  if (applied.length === 0) process.stdout.write("The database is up to date.\n");
} catch (error) {
  if (!(error instanceof SchemaError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
