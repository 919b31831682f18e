import "server-only";
import pg from "pg";
import { assertIdentifier, type Call, type Database, DatabaseError, type SqlArgument } from "./call.ts";

/**
 * Any Postgres with pgvector, the embedded one included, through a `pg` pool.
 * `url` is a connection string; `maxConnections` bounds the pool (the embedded database runs one
 * query at a time, so a few are enough there). A call that has no answer after `patienceMs` fails as one to a database
 * that is away, and its connection is given up; unset, it waits.
 */
export function connectPostgres({
  url,
  maxConnections,
  patienceMs,
}: {
  url: string;
  maxConnections: number;
  patienceMs?: number;
}): Database {
  const pool = new pg.Pool({
    ...toConnection(url),
    max: maxConnections,
    connectionTimeoutMillis: 10_000,
    // A database whose machine is gone says nothing: without this a connection to it waits for hours.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: "bevgenie",
  });
  // An idle connection that the server closed is replaced at the next call; without a listener it would end the process.
  pool.on("error", () => undefined);

  const call: Call = async (functionName, args) => {
    const { text, values } = toStatement(functionName, args);
    try {
      const isHurried = patienceMs !== undefined && !unhurried.has(functionName);
      const { rows } = await pool.query({ text, values, ...(isHurried && { query_timeout: patienceMs }) });
      return rows[0]?.result;
    } catch (cause) {
      throw new DatabaseError(functionName, sqlStateOf(cause), cause);
    }
  };
  return { call, close: () => pool.end() };
}

/** Builds that take as long as there is much to build. */
const unhurried = new Set(["build_vector_index"]);

/** `postgres:///name?host=/folder` means a Unix socket in that folder, as libpq reads it. */
export function toConnection(url: string): pg.PoolConfig {
  const parsed = URL.parse(url);
  const folder = parsed?.searchParams.get("host");
  if (!parsed || !folder?.startsWith("/")) return { connectionString: url };
  return {
    host: folder,
    port: Number(parsed.searchParams.get("port") ?? 5432),
    user: parsed.searchParams.get("user") ?? "postgres",
    database: parsed.pathname.slice(1) || "postgres",
  };
}

function toStatement(functionName: string, args: Record<string, SqlArgument>) {
  assertIdentifier(functionName);
  const names = Object.keys(args);
  for (const name of names) assertIdentifier(name);
  const list = names.map((name, index) => `${name} => $${index + 1}`).join(", ");
  return { text: `select ${functionName}(${list}) as result`, values: Object.values(args).map(toParameter) };
}

function toParameter(value: SqlArgument): string | number | boolean | null {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return value;
}

/** Only what the server itself said has a severity: EPIPE of a broken socket has five characters too. */
function sqlStateOf(cause: unknown): string {
  const { code, severity } = (cause ?? {}) as { code?: unknown; severity?: unknown };
  return typeof code === "string" && severity !== undefined ? code : "connection";
}
