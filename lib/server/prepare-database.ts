import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Call } from "../db/call.ts";
import { startEmbedded } from "../db/embedded.ts";
import { compareMigrations, migrate, readSchemaFiles, SchemaError, type SchemaFiles } from "../db/migrate.ts";
import type { DatabaseKind, Settings } from "../env.ts";
import { AppError, toWireError } from "../errors.ts";
import { hashPassword, verifyPassword } from "../password.ts";

/** Brings the configured database up and to this version of the schema. Throws SchemaError with the way out. */
export async function openSchema(
  settings: Settings,
  root: string,
): Promise<{ databaseUrl: string | undefined; close: () => Promise<void> }> {
  const files = await readSchemaFiles(join(/* turbopackIgnore: true */ root, "supabase"));
  if (settings.databaseKind === "supabase") return { databaseUrl: undefined, close: async () => undefined };
  if (settings.databaseKind === "postgres") {
    const url = String(settings.DATABASE_URL);
    await migrate({ url, files });
    return { databaseUrl: url, close: async () => undefined };
  }
  const embedded = await startEmbedded({ dataDir: settings.DATA_DIR });
  await migrate({ url: embedded.url, files });
  return { databaseUrl: embedded.url, close: embedded.close };
}

/** Where the schema can be read but not changed (Supabase): refuses to start on one that does not fit. */
export async function assertSchema(call: Call, root: string): Promise<void> {
  const files = await readSchemaFiles(join(root, "supabase"));
  const way = "Run `npm run migrate` with DATABASE_URL set to the project's connection string.";
  const state = await readState(call);
  if (!state) throw new SchemaError(`The Supabase project has no BevGenie schema. ${way}`);
  const { problem, missing } = compareMigrations(files.migrations, state.migrations);
  if (problem) throw new SchemaError(problem);
  const applied = new Map(state.routines.map((routine) => [routine.name, routine.hash]));
  const stale = files.routines.some((file) => applied.get(file.name) !== file.hash);
  if (missing.length > 0 || stale)
    throw new SchemaError(`The Supabase project's schema is older than this version. ${way}`);
}

type State = Record<keyof SchemaFiles, { name: string; hash: string }[]>;

async function readState(call: Call): Promise<State | undefined> {
  try {
    return await call<State>("schema_state", {});
  } catch (error) {
    // PostgREST's PGRST202: there is no such function, so nothing was migrated yet.
    if ((error as { sqlState?: string }).sqlState === "PGRST202") return undefined;
    throw error;
  }
}

/** Another instance may be answering on the same database: only turns longer gone than any answer takes are failed. */
const longestTurnMs = 15 * 60 * 1000;

/** Turns that a process took with it when it died are marked, so that nobody waits for them. */
export async function failOrphanedTurns(call: Call, databaseKind: DatabaseKind): Promise<void> {
  const before = databaseKind === "embedded" ? Date.now() : Date.now() - longestTurnMs;
  const error = new AppError("internal", { message: "The answer was cut off by a restart. Ask again." });
  await call("fail_orphaned_turns", { p_before: new Date(before), p_error: toWireError(error, "restart") });
}

/** Energy that a process reserved and took with it when it died goes back to its wallet. */
export async function releaseReservations(
  call: Call,
  { leaving }: { leaving: "what may still run" | "nothing" },
): Promise<void> {
  // A second more than now: a database's clock and ours are not the same.
  const before = leaving === "nothing" ? Date.now() + 1_000 : Date.now() - longestTurnMs;
  await call("release_reservations", { p_before: new Date(before) });
}

export const ownerEmail = "owner@localhost";

/**
 * Sees to it that there is a first operator. Returns a password made up here, to be shown once; undefined
 * when the owner exists already or brought their own.
 */
export async function ensureOwner(call: Call, configured: string | undefined): Promise<string | undefined> {
  const owner = await call<{ passwordHash: string } | null>("find_operator", { p_email: null });
  if (owner && (!configured || (await verifyPassword(configured, owner.passwordHash)))) return undefined;
  const password = configured ?? randomBytes(12).toString("base64url");
  await call("write_owner", { p_email: ownerEmail, p_password_hash: await hashPassword(password) });
  return configured ? undefined : password;
}
