/** One database from its first migration on: the tests follow each other. */
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import pg from "pg";
import { type EmbeddedDatabase, startEmbedded } from "../../../lib/db/embedded.ts";
import {
  migrate,
  readSchemaFiles,
  SchemaError,
  type SchemaFiles,
  type SqlFile,
} from "../../../lib/db/migrate.ts";
import { toConnection } from "../../../lib/db/postgres.ts";
import { createSupabaseRoles } from "../../support/postgrest.ts";

let folder: string;
let embedded: EmbeddedDatabase;
let client: pg.Client;
let files: SchemaFiles;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bevgenie-migrate-"));
  embedded = await startEmbedded({ socketFolder: folder });
  await createSupabaseRoles(embedded.url);
  client = new pg.Client(toConnection(embedded.url));
  await client.connect();
  files = await readSchemaFiles(join(process.cwd(), "supabase"));
});
afterAll(async () => {
  await client.end();
  await embedded.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (changed: Partial<SchemaFiles> = {}) =>
  migrate({ url: embedded.url, files: { ...files, ...changed } });

function sqlFile(name: string, text: string): SqlFile {
  return { name, text, hash: createHash("sha256").update(text).digest("hex") };
}

async function column(text: string, values: unknown[] = []): Promise<unknown[]> {
  const { rows } = await client.query({ text, values, rowMode: "array" });
  return rows.map((row) => row[0]);
}

const names = (list: SqlFile[]) => list.map(({ name }) => name);

test("two that start together on an empty database do it once", async () => {
  const both = await Promise.all([run(), run()]);
  const [fewer = [], more = []] = both.sort((a, b) => a.length - b.length);
  expect(fewer).toEqual([]);
  expect(more).toEqual([...names(files.migrations), ...names(files.routines)]);
  expect(await column("select name from schema_migrations order by name")).toEqual(names(files.migrations));
});

test("a second start changes nothing", async () => {
  expect(await run()).toEqual([]);
});

describe("everything in the database is closed", () => {
  const roles = ["public", "anon", "authenticated", "service_role"];

  test("row security is on for every table", async () => {
    const open = await column(
      `select relname from pg_class where relnamespace = 'public'::regnamespace
         and relkind in ('r', 'p') and not relrowsecurity`,
    );
    expect(open).toEqual([]);
  });

  test("no role but the owner was granted a table, a view or a sequence", async () => {
    const granted = await column(
      `select c.relname || ': ' || coalesce(r.rolname, 'public') || ' ' || a.privilege_type
       from pg_class c cross join aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
       where c.relnamespace = 'public'::regnamespace and coalesce(r.rolname, 'public') = any($1)`,
      [roles],
    );
    expect(granted).toEqual([]);
  });

  const ours = `p.pronamespace = 'public'::regnamespace
    and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;

  test("every function can be run by the service role and its owner alone", async () => {
    const open = await column(
      `select p.proname || ' by ' || r.rolname from pg_proc p, pg_roles r
       where ${ours} and r.rolname in ('anon', 'authenticated') and has_function_privilege(r.oid, p.oid, 'execute')`,
    );
    expect(open).toEqual([]);
    const shut = await column(
      `select p.proname from pg_proc p where ${ours} and not has_function_privilege('service_role', p.oid, 'execute')`,
    );
    expect(shut).toEqual([]);
    expect(await column(`select 1 from pg_proc p where ${ours}`)).not.toEqual([]);
  });

  test("every function that acts as its owner has its search path pinned", async () => {
    const loose = await column(
      `select p.proname from pg_proc p where ${ours} and p.prosecdef
         and not exists (select 1 from unnest(p.proconfig) c where c like 'search_path=%pg_temp')`,
    );
    expect(loose).toEqual([]);
  });

  test.each(["anon", "authenticated"])("%s can read no table and run no function", async (role) => {
    await client.query(`set role ${role}`);
    await expect(client.query("select * from turns")).rejects.toMatchObject({ code: "42501" });
    await expect(client.query("select count_workspaces()")).rejects.toMatchObject({ code: "42501" });
    await client.query("reset role");
  });

  test("the service role runs functions and reads no table", async () => {
    await client.query("set role service_role");
    expect(await column("select count_workspaces()")).toEqual([0]);
    await expect(client.query("select * from visitors")).rejects.toMatchObject({ code: "42501" });
    await client.query("reset role");
  });
});

test("a routine is applied again when its text changes, alone, and stays closed", async () => {
  const [first, ...others] = files.routines;
  if (!first) throw new Error("there are no routines");
  const changed = sqlFile(first.name, `${first.text}\n-- changed`);
  expect(await run({ routines: [changed, ...others] })).toEqual([first.name]);
  expect(await run({ routines: [changed, ...others] })).toEqual([]);
});

test("a routine whose arguments change replaces the one it was", async () => {
  const made = (args: string) =>
    sqlFile(
      "zz_made.sql",
      `create or replace function made(${args}) returns jsonb language sql as $$ select '{}'::jsonb $$;`,
    );
  await run({ routines: [...files.routines, made("p_one text")] });
  await run({ routines: [...files.routines, made("p_one text, p_two text")] });
  expect(await column("select pronargs from pg_proc where proname = 'made'")).toEqual([2]);
});

test("a new migration is applied once, and what it makes is closed", async () => {
  const later = sqlFile(
    "20991231000000_later.sql",
    "create table later (id integer generated always as identity)",
  );
  const migrations = [...files.migrations, later];
  expect(await run({ migrations })).toContain(later.name);
  expect(await run({ migrations })).toEqual([]);
  const closed = await client.query("select relrowsecurity from pg_class where relname = 'later'");
  expect(closed.rows).toEqual([{ relrowsecurity: true }]);
  expect(await column("select has_table_privilege('anon', 'later', 'select')")).toEqual([false]);
});

test("a database that is ahead of the code is refused, with the way out", async () => {
  await expect(run()).rejects.toThrow(SchemaError);
  await expect(run()).rejects.toThrow(/20991231000000_later\.sql.*Start the newer version/);
});

test("a migration that was changed after it was applied is refused", async () => {
  const [first, ...others] = files.migrations;
  if (!first) throw new Error("there are no migrations");
  const later = sqlFile(
    "20991231000000_later.sql",
    "create table later (id integer generated always as identity)",
  );
  const migrations = [sqlFile(first.name, `${first.text} `), ...others, later];
  await expect(run({ migrations })).rejects.toThrow(
    `The migration ${first.name} was changed after it was applied`,
  );
});

test("a migration that fails leaves nothing of itself or of those beside it", async () => {
  const later = sqlFile(
    "20991231000000_later.sql",
    "create table later (id integer generated always as identity)",
  );
  const good = sqlFile("20991231000001_good.sql", "create table half_done (n integer)");
  const bad = sqlFile("20991231000002_bad.sql", "select no_such_thing()");
  const migrations = [...files.migrations, later, good, bad];
  await expect(run({ migrations })).rejects.toMatchObject({ code: "42883" });
  expect(await column("select to_regclass('half_done')")).toEqual([null]);
  expect(await run({ migrations: [...files.migrations, later] })).not.toContain(good.name);
});

test("a database that cannot be reached is an error with its cause", async () => {
  await expect(migrate({ url: "postgres://nobody@127.0.0.1:1/none", files })).rejects.toThrow(/ECONNREFUSED/);
});
