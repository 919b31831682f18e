import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Call, Database } from "../../../lib/db/call.ts";
import { connectSupabase } from "../../../lib/db/supabase.ts";
import { readSettings } from "../../../lib/env.ts";
import { verifyPassword } from "../../../lib/password.ts";
import { assertSchema, ensureOwner, openSchema, ownerEmail } from "../../../lib/server/prepare-database.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import {
  createSupabaseRoles,
  type PostgrestServer,
  runStatements,
  startPostgrest,
} from "../../support/postgrest.ts";

const root = process.cwd();
let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());

type Operator = { id: string; email: string; role: string; passwordHash: string };
const findOwner = () => database.call<Operator | null>("find_operator", { p_email: null });

describe("the first operator", () => {
  test("is made with a password that is told once", async () => {
    const told = await ensureOwner(database.call, undefined);
    expect(told).toMatch(/^[\w-]{16,}$/);
    const owner = await findOwner();
    expect(owner).toMatchObject({ email: ownerEmail, role: "owner" });
    expect(await verifyPassword(String(told), owner?.passwordHash)).toBe(true);
    expect(await ensureOwner(database.call, undefined)).toBeUndefined();
    expect(await findOwner()).toEqual(owner);
  });

  test("gets the password that is configured, and every browser is signed out", async () => {
    const before = await findOwner();
    const session = crypto.randomUUID();
    await database.call("open_operator_session", {
      p_operator: String(before?.id),
      p_session: session,
      p_expires_at: new Date(Date.now() + 60_000),
    });
    expect(await database.call("read_operator_session", { p_session: session })).not.toBeNull();

    expect(await ensureOwner(database.call, "a configured password")).toBeUndefined();
    const after = await findOwner();
    expect(after?.id).toBe(before?.id);
    expect(await verifyPassword("a configured password", after?.passwordHash)).toBe(true);
    expect(await database.call("read_operator_session", { p_session: session })).toBeNull();
    expect(await ensureOwner(database.call, "a configured password")).toBeUndefined();
    expect(await findOwner()).toEqual(after);
  });
});

describe("a Supabase project", () => {
  let server: PostgrestServer;
  let supabase: Database;
  beforeAll(async () => {
    await createSupabaseRoles(database.url);
    await runStatements(database.url, [
      "grant execute on all functions in schema public to service_role",
      "create schema empty",
    ]);
    server = await startPostgrest(database.url);
    supabase = connectSupabase(server);
  });
  afterAll(async () => {
    await supabase.close();
    await server.close();
  });

  test("of this version is accepted", async () => {
    await expect(assertSchema(supabase.call, root)).resolves.toBeUndefined();
  });

  type State = { migrations: { name: string; hash: string }[]; routines: { name: string; hash: string }[] };
  /** The project as it is, seen through a change of what it says of itself. */
  const changed =
    (change: (state: State) => State): Call =>
    async <Result>() =>
      change(await supabase.call<State>("schema_state", {})) as Result;

  test.each([
    [
      "lacks a migration",
      (state: State) => ({ ...state, migrations: state.migrations.slice(1) }),
      /older than this version.*npm run migrate/,
    ],
    [
      "lacks a routine",
      (state: State) => ({ ...state, routines: state.routines.slice(1) }),
      /older than this version/,
    ],
    [
      "has a routine's old text",
      (state: State) => ({ ...state, routines: state.routines.map((one) => ({ ...one, hash: "old" })) }),
      /older than this version/,
    ],
    [
      "is ahead",
      (state: State) => ({ ...state, migrations: [...state.migrations, { name: "2099.sql", hash: "x" }] }),
      /ahead of this version.*2099\.sql/,
    ],
  ])("that %s is refused with the way out", async (_how, change, message) => {
    await expect(assertSchema(changed(change), root)).rejects.toThrow(message);
  });

  test("without our schema is refused with the way out", async () => {
    await runStatements(database.url, ["alter function schema_state() set schema empty"]);
    await expect(assertSchema(supabase.call, root)).rejects.toThrow(/no BevGenie schema.*npm run migrate/);
    await runStatements(database.url, ["alter function empty.schema_state() set schema public"]);
  });

  test("needs no connection string to be opened", async () => {
    const settings = readSettings({
      SUPABASE_URL: server.url,
      SUPABASE_SECRET_KEY: server.secretKey,
      SESSION_SECRET: "s".repeat(32),
      ADMIN_PASSWORD: "a long password",
    });
    expect((await openSchema(settings, root)).databaseUrl).toBeUndefined();
  });
});

test("any Postgres is brought to this version and left as it is when it has it", async () => {
  const settings = readSettings({
    DATABASE_URL: database.url,
    SESSION_SECRET: "s".repeat(32),
    ADMIN_PASSWORD: "a long password",
  });
  const schema = await openSchema(settings, join(root));
  expect(schema.databaseUrl).toBe(database.url);
  await schema.close();
  expect(await database.call("count_workspaces", {})).toBe(0);
});
