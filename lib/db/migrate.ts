import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { toConnection } from "./postgres.ts";

/**
 * Brings a database up to this version of the code: tables from `supabase/migrations/` once each and
 * in order, functions from `supabase/routines/` whenever their text changed. All of it happens in one
 * transaction behind a lock, so two instances that start together do it once.
 */

export type SqlFile = { name: string; text: string; hash: string };
export type SchemaFiles = { migrations: SqlFile[]; routines: SqlFile[] };

/** The database is not one that this version of the code can use; the message says what to do. */
export class SchemaError extends Error {
  override readonly name = "SchemaError";
}

/** Any number that no other program on the same database would choose. */
const lockKey = 5_240_160_711;

const ledger = `
  create table if not exists schema_migrations (
    name text primary key,
    hash text not null,
    applied_at timestamptz not null default now()
  );
  create table if not exists schema_routines (name text primary key, hash text not null);
  alter table schema_migrations enable row level security;
  alter table schema_routines enable row level security;`;

/** The second lock: whatever an API role was granted by default is taken back, and row security is on everywhere. */
const closeToOthers = `
  do $$
  declare
    r record;
    other text;
  begin
    for r in
      select c.oid::regclass as relation, c.relkind in ('r', 'p') as is_table from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
        and pg_get_userbyid(c.relowner) = current_user
    loop
      if r.is_table then
        execute format('alter table %s enable row level security', r.relation);
      end if;
      execute format('revoke all on %s from public', r.relation);
      foreach other in array array['anon', 'authenticated', 'service_role'] loop
        if exists (select 1 from pg_roles where rolname = other) then
          execute format('revoke all on %s from %I', r.relation, other);
        end if;
      end loop;
    end loop;
    for r in
      select p.oid::regprocedure as routine from pg_proc p
      where p.pronamespace = 'public'::regnamespace and pg_get_userbyid(p.proowner) = current_user
        and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    loop
      execute format('revoke all on function %s from public', r.routine);
      foreach other in array array['anon', 'authenticated'] loop
        if exists (select 1 from pg_roles where rolname = other) then
          execute format('revoke all on function %s from %I', r.routine, other);
        end if;
      end loop;
      if exists (select 1 from pg_roles where rolname = 'service_role') then
        execute format('grant execute on function %s to service_role', r.routine);
      end if;
    end loop;
  end $$;`;

/** Reads the SQL files below `root` (the folder that holds `migrations/` and `routines/`). */
export async function readSchemaFiles(root: string): Promise<SchemaFiles> {
  const [migrations, routines] = await Promise.all([
    readSqlFolder(join(root, "migrations")),
    readSqlFolder(join(root, "routines")),
  ]);
  return { migrations, routines };
}

async function readSqlFolder(folder: string): Promise<SqlFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), "utf8");
      return { name, text, hash: createHash("sha256").update(text).digest("hex") };
    }),
  );
}

/**
 * Applies what is missing and returns the names of the migrations and routines it ran.
 * Throws SchemaError where the database is ahead of the code or an applied migration was changed.
 */
export async function migrate({ url, files }: { url: string; files: SchemaFiles }): Promise<string[]> {
  const client = new pg.Client(toConnection(url));
  await client.connect().catch((error: NodeJS.ErrnoException) => {
    throw new SchemaError(
      `The database cannot be reached: ${error.code ?? error.message}. Check DATABASE_URL.`,
    );
  });
  try {
    await client.query("begin");
    await client.query(`select pg_advisory_xact_lock(${lockKey})`);
    // Routines may name each other in any order; their bodies are checked when they run.
    await client.query("set local check_function_bodies = off");
    await client.query(ledger);
    const applied = [...(await applyMigrations(client, files)), ...(await applyRoutines(client, files))];
    if (applied.length > 0) await client.query(closeToOthers);
    await client.query("commit");
    return applied;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    await client.end();
  }
}

async function applyMigrations(client: pg.Client, { migrations }: SchemaFiles): Promise<string[]> {
  const { rows } = await client.query<{ name: string; hash: string }>(
    "select name, hash from schema_migrations",
  );
  const problem = compareMigrations(migrations, rows).problem;
  if (problem) throw new SchemaError(problem);
  const known = new Set(rows.map((row) => row.name));
  const missing = migrations.filter((file) => !known.has(file.name));
  for (const file of missing) {
    await client.query(file.text);
    await client.query("insert into schema_migrations (name, hash) values ($1, $2)", [file.name, file.hash]);
  }
  return missing.map((file) => file.name);
}

/** What stands between the code's migrations and those a database has had; also used where only reading is possible. */
export function compareMigrations(
  migrations: SqlFile[],
  applied: { name: string; hash: string }[],
): { problem: string | undefined; missing: string[] } {
  const byName = new Map(migrations.map((file) => [file.name, file]));
  const ahead = applied.find((row) => !byName.has(row.name));
  const changed = applied.find((row) => byName.get(row.name)?.hash !== row.hash);
  const had = new Set(applied.map((row) => row.name));
  const missing = migrations.filter((file) => !had.has(file.name)).map((file) => file.name);
  if (ahead) {
    return {
      missing,
      problem: `The database is ahead of this version of BevGenie (it has ${ahead.name}). Start the newer version.`,
    };
  }
  if (changed) {
    return {
      missing,
      problem: `The migration ${changed.name} was changed after it was applied. Put its old text back and add a new migration.`,
    };
  }
  return { missing, problem: undefined };
}

async function applyRoutines(client: pg.Client, { routines }: SchemaFiles): Promise<string[]> {
  const { rows } = await client.query<{ name: string; hash: string }>(
    "select name, hash from schema_routines",
  );
  const known = new Map(rows.map((row) => [row.name, row.hash]));
  const changed = routines.filter((file) => known.get(file.name) !== file.hash);
  for (const file of changed) {
    for (const name of functionsOf(file)) await dropForms(client, name);
    await client.query(file.text);
    await client.query(
      "insert into schema_routines (name, hash) values ($1, $2) on conflict (name) do update set hash = excluded.hash",
      [file.name, file.hash],
    );
  }
  return changed.map((file) => file.name);
}

function functionsOf({ text }: SqlFile): string[] {
  return [...text.matchAll(/^create or replace function (\w+)/gimu)].map(([, name]) => name ?? "");
}

/** A function whose arguments changed would otherwise stay beside the new one under the same name. */
async function dropForms(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ form: string }>(
    "select oid::regprocedure::text as form from pg_proc where pronamespace = 'public'::regnamespace and proname = $1",
    [name],
  );
  for (const { form } of rows) await client.query(`drop function ${form}`);
}
