import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { toConnection } from "../../lib/db/postgres.ts";

/** The roles that a Supabase project has and a bare Postgres has not. */
const supabaseRoles = ["anon", "authenticated", "service_role"];

/**
 * Makes a database look like Supabase's: its API roles exist, and whatever is made in `public` from now on
 * is granted to them, as a new Supabase project does. `url` is a connection string.
 */
export async function createSupabaseRoles(url: string): Promise<void> {
  const names = supabaseRoles.join(", ");
  await runStatements(url, [
    ...supabaseRoles.map((role) => `create role ${role} nologin noinherit`),
    `grant usage on schema public to ${names}`,
    ...["tables", "sequences", "functions"].map(
      (kind) => `alter default privileges in schema public grant all on ${kind} to ${names}`,
    ),
  ]);
}

/** Runs SQL statements one after the other on a connection of their own. */
export async function runStatements(url: string, statements: string[]): Promise<void> {
  const client = new pg.Client(toConnection(url));
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

export type PostgrestServer = { url: string; secretKey: string; close(): Promise<void> };

/**
 * A small server that speaks PostgREST's wire format for `POST /rest/v1/rpc/<function>`: the body's members
 * become the function's named arguments, cast to its declared types, and the call runs as `service_role`.
 * `url` is the connection string of the database behind it.
 */
export async function startPostgrest(url: string): Promise<PostgrestServer> {
  const secretKey = "sb_secret_for_tests";
  const pool = new pg.Pool({ ...toConnection(url), max: 4 });
  const server = createServer((request, response) => {
    answer(request, { pool, secretKey }).then(
      (reply) => send(response, reply),
      (error: unknown) => send(response, toErrorReply(error)),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secretKey,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      await pool.end();
    },
  };
}

type Reply = { status: number; body: unknown };

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}

async function answer(
  request: IncomingMessage,
  { pool, secretKey }: { pool: pg.Pool; secretKey: string },
): Promise<Reply> {
  const name = /^\/rest\/v1\/rpc\/(\w+)$/.exec(request.url ?? "")?.[1];
  if (request.method !== "POST" || !name) return failure(404, "PGRST125", "Invalid path specified");
  if (request.headers.apikey !== secretKey) return failure(401, "PGRST301", "No suitable key was found");
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const types = await parameterTypes(pool, { name, given: Object.keys(JSON.parse(body)) });
  if (!types)
    return failure(404, "PGRST202", `Could not find the function public.${name} in the schema cache`);
  return { status: 200, body: await callAsService(pool, { name, types, body }) };
}

/** The declared types of the arguments that were given; undefined where no function takes exactly those. */
async function parameterTypes(
  pool: pg.Pool,
  { name, given }: { name: string; given: string[] },
): Promise<Map<string, string> | undefined> {
  const { rows } = await pool.query<{ names: string[] | null; types: string[]; optional: number }>(
    `select proargnames as names, pronargdefaults as optional,
       array(select format_type(t, null) from unnest(proargtypes::oid[]) with ordinality u(t, n) order by n) as types
     from pg_proc where proname = $1 and pronamespace = 'public'::regnamespace`,
    [name],
  );
  const found = rows.find(({ names, types, optional }) => {
    const known = names ?? [];
    return given.every((key) => known.includes(key)) && given.length >= types.length - optional;
  });
  return found && new Map(found.types.map((type, index) => [found.names?.[index] ?? "", type]));
}

async function callAsService(
  pool: pg.Pool,
  { name, types, body }: { name: string; types: Map<string, string>; body: string },
): Promise<unknown> {
  const given = Object.keys(JSON.parse(body));
  const columns = given.map((key) => `${key} ${types.get(key)}`).join(", ");
  const args = given.map((key) => `${key} => a.${key}`).join(", ");
  const text =
    given.length > 0
      ? `select ${name}(${args}) as result from json_to_record($1::json) as a(${columns})`
      : `select ${name}() as result`;
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("set local role service_role");
    const { rows } = await client.query({ text, values: given.length > 0 ? [body] : [] });
    await client.query("commit");
    return rows[0]?.result ?? null;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

function failure(status: number, code: string, message: string): Reply {
  return { status, body: { code, message, details: null, hint: null } };
}

/** Statuses as PostgREST chooses them from the SQLSTATE. */
function toErrorReply(error: unknown): Reply {
  if (error instanceof SyntaxError) return failure(400, "PGRST102", "Empty or invalid json");
  const code = (error as { code?: string }).code ?? "PGRSTX00";
  const byCode: Record<string, number> = { "23505": 409, "23503": 409, "42501": 403, "57014": 500 };
  return failure(byCode[code] ?? 400, code, error instanceof Error ? error.message : String(error));
}
