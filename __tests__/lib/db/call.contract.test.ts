/** What `call` promises, held against each kind of database the product runs on. */
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import pg from "pg";
import { type Database, DatabaseError } from "../../../lib/db/call.ts";
import { connectPostgres, toConnection } from "../../../lib/db/postgres.ts";
import { connectSupabase } from "../../../lib/db/supabase.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { createSupabaseRoles, runStatements, startPostgrest } from "../../support/postgrest.ts";

const functions = [
  `create or replace function contract_echo(
     p_text text default null, p_number numeric default null, p_flag boolean default null,
     p_at timestamptz default null, p_json jsonb default null
   ) returns jsonb language sql as $$
     select jsonb_build_object('text', p_text, 'number', p_number, 'flag', p_flag, 'at', p_at, 'json', p_json,
       'jsonType', jsonb_typeof(p_json)) $$`,
  `create or replace function contract_distance(p_a text, p_b text) returns jsonb language sql as $$
     select to_jsonb(p_a::extensions.vector operator(extensions.<->) p_b::extensions.vector) $$`,
  `create or replace function contract_nothing() returns jsonb language sql as $$ select null::jsonb $$`,
  `create or replace function contract_fail(p_state text) returns jsonb language plpgsql as $$
     begin raise exception 'refused on purpose' using errcode = p_state; end $$`,
  "create table if not exists contract_budget (name text primary key, units integer not null)",
  `create or replace function contract_refill(p_name text, p_units integer) returns jsonb
     language sql security definer as $$
     insert into contract_budget values (p_name, p_units)
       on conflict (name) do update set units = excluded.units returning to_jsonb(units) $$`,
  `create or replace function contract_take(p_name text) returns jsonb
     language plpgsql security definer as $$
     begin
       update contract_budget set units = units - 1 where name = p_name and units > 0;
       return to_jsonb(found);
     end $$`,
  `create or replace function contract_units(p_name text) returns jsonb
     language sql security definer as $$ select to_jsonb(units) from contract_budget where name = p_name $$`,
];

type Kind = { database: Database; adminUrl: string; close(): Promise<void> };

let embedded: TestDatabase;

beforeAll(async () => {
  embedded = await startTestDatabase();
  await createSupabaseRoles(embedded.url);
  await runStatements(embedded.url, ["grant usage on schema extensions to service_role", ...functions]);
});
afterAll(() => embedded.close());

/** The embedded database's socket on a TCP port: what a Postgres on another machine looks like. */
async function onTcp(url: string) {
  const socket = join(String(toConnection(url).host), ".s.PGSQL.5432");
  const server = createServer((client) => {
    const upstream = connect(socket);
    client.pipe(upstream).pipe(client);
    client.on("error", () => upstream.destroy());
    upstream.on("error", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

const { DATABASE_URL, SUPABASE_URL, SUPABASE_SECRET_KEY } = process.env;

const kinds: [string, () => Promise<Kind>][] = [
  [
    "embedded",
    async () => {
      const database = connectPostgres({ url: embedded.url, maxConnections: 4 });
      return { database, adminUrl: embedded.url, close: database.close };
    },
  ],
  [
    "postgres over TCP",
    async () => {
      const tcp = await onTcp(embedded.url);
      const adminUrl = `postgres://postgres@127.0.0.1:${tcp.port}/postgres`;
      const database = connectPostgres({ url: adminUrl, maxConnections: 20 });
      const close = async () => {
        await database.close();
        tcp.close();
      };
      return { database, adminUrl, close };
    },
  ],
  [
    "supabase over HTTP",
    async () => {
      const server = await startPostgrest(embedded.url);
      const database = connectSupabase(server);
      const close = async () => {
        await database.close();
        await server.close();
      };
      return { database, adminUrl: embedded.url, close };
    },
  ],
];

if (DATABASE_URL) {
  kinds.push([
    "the Postgres of DATABASE_URL",
    async () => {
      await runStatements(DATABASE_URL, functions);
      const database = connectPostgres({ url: DATABASE_URL, maxConnections: 20 });
      return { database, adminUrl: DATABASE_URL, close: database.close };
    },
  ]);
}
if (DATABASE_URL && SUPABASE_URL && SUPABASE_SECRET_KEY) {
  kinds.push([
    "the project of SUPABASE_URL",
    async () => {
      await runStatements(DATABASE_URL, [...functions, "notify pgrst, 'reload schema'"]);
      const database = connectSupabase({ url: SUPABASE_URL, secretKey: SUPABASE_SECRET_KEY });
      return { database, adminUrl: DATABASE_URL, close: database.close };
    },
  ]);
}

describe.each(kinds)("a call to %s", (_name, open) => {
  let kind: Kind;
  beforeAll(async () => {
    kind = await open();
  });
  afterAll(() => kind.close());

  const echo = (args: Parameters<Database["call"]>[1]) =>
    kind.database.call<Record<string, unknown>>("contract_echo", args);

  test("gives arguments by name, whatever their order", async () => {
    expect(await echo({ p_flag: true, p_text: "a", p_number: 2.5 })).toMatchObject({
      text: "a",
      number: 2.5,
      flag: true,
    });
  });

  test.each([
    ["an object", { a: { b: [1, "two", null] } }, "object"],
    ["an empty object", {}, "object"],
    ["a list", [{ n: 1 }, { n: 2 }], "array"],
    ["an empty list", [], "array"],
    ["a list of texts", ["a,b", "{c}", '"'], "array"],
  ])("gives %s as JSON", async (_what, value, jsonType) => {
    expect(await echo({ p_json: value })).toMatchObject({ json: value, jsonType });
  });

  test("gives null as NULL and returns NULL as null", async () => {
    const nothing = { p_text: null, p_number: null, p_flag: null, p_at: null, p_json: null };
    expect(await echo(nothing)).toEqual({
      text: null,
      number: null,
      flag: null,
      at: null,
      json: null,
      jsonType: null,
    });
    expect(await kind.database.call("contract_nothing", {})).toBeNull();
  });

  test("gives a date to the millisecond", async () => {
    const at = new Date("2026-11-21T23:59:59.123Z");
    const { at: returned } = await echo({ p_at: at });
    expect(new Date(String(returned))).toEqual(at);
  });

  test("gives a vector as its text", async () => {
    const distance = kind.database.call("contract_distance", { p_a: "[0.5,-1e-3,0]", p_b: "[3.5,-0.001,4]" });
    expect(await distance).toBe(5);
  });

  test("gives a false and a zero as such", async () => {
    expect(await echo({ p_flag: false, p_number: 0, p_text: "" })).toMatchObject({
      flag: false,
      number: 0,
      text: "",
    });
  });

  test.each([
    ["emoji", "🍺 one family 👩‍👩‍👧, one flag 🏴󠁧󠁢󠁳󠁣󠁴󠁿"],
    ["quotes and backslashes", `'; drop table turns; -- "\\" \\u0041 $1 $$`],
    ["line ends and tabs", "a\r\nb\tc\u2028d"],
    ["right-to-left and combining marks", "שלום e\u0301 \u202E"],
  ])("leaves %s as they are, in a text and within JSON", async (_what, text) => {
    expect(await echo({ p_text: text, p_json: { [text]: [text] } })).toMatchObject({
      text,
      json: { [text]: [text] },
    });
  });

  test("leaves any text that Postgres can store as it is", async () => {
    const storable = fc.string({ unit: "binary", maxLength: 60 }).filter((text) => !text.includes("\u0000"));
    const property = fc.asyncProperty(storable, async (text) => {
      expect(await echo({ p_text: text, p_json: [text] })).toMatchObject({ text, json: [text] });
    });
    await fc.assert(property, { seed: 20261121, numRuns: 40 });
  });

  test.each(["P0001", "22012", "40001", "23514"])(
    "that the database refuses carries its SQLSTATE %s",
    async (state) => {
      const refused = kind.database.call("contract_fail", { p_state: state });
      await expect(refused).rejects.toBeInstanceOf(DatabaseError);
      await expect(refused).rejects.toMatchObject({
        sqlState: state,
        message: expect.stringContaining("contract_fail"),
      });
    },
  );

  test("with a text that no database stores is an error of the database, not a crash", async () => {
    await expect(echo({ p_text: "a\u0000b" })).rejects.toBeInstanceOf(DatabaseError);
    expect(await echo({ p_text: "still here" })).toMatchObject({ text: "still here" });
  });

  test("of a function that is not there is an error of the database", async () => {
    await expect(kind.database.call("contract_absent", {})).rejects.toMatchObject({
      name: "DatabaseError",
      sqlState: expect.stringMatching(/^(42883|PGRST202)$/),
    });
  });

  test.each(["pg_sleep(1); select f", "Upper", "", "a-b", "a.b", "é", "x".repeat(64)])(
    "named %j is refused before it reaches the database",
    async (name) => {
      await expect(kind.database.call(name, {})).rejects.toBeInstanceOf(TypeError);
    },
  );

  test.each(["p_text) from x --", "P_TEXT", "p text"])(
    "with a parameter named %j is refused too",
    async (name) => {
      await expect(echo({ [name]: "a" })).rejects.toBeInstanceOf(TypeError);
    },
  );

  test("is atomic: 200 that race for 50 get exactly 50", async () => {
    await kind.database.call("contract_refill", { p_name: "race", p_units: 50 });
    const takes = Array.from({ length: 200 }, () =>
      kind.database.call<boolean>("contract_take", { p_name: "race" }),
    );
    const granted = (await Promise.all(takes)).filter(Boolean);
    expect(granted).toHaveLength(50);
    expect(await kind.database.call("contract_units", { p_name: "race" })).toBe(0);
  });

  test("does not see what another connection has not committed", async () => {
    await kind.database.call("contract_refill", { p_name: "hidden", p_units: 7 });
    const other = new pg.Client(toConnection(kind.adminUrl));
    await other.connect();
    await other.query("begin");
    await other.query("update contract_budget set units = 1000 where name = 'hidden'");
    const seenWhileOpen = kind.database.call("contract_units", { p_name: "hidden" });
    await other.query("rollback");
    expect(await seenWhileOpen).toBe(7);
    await other.end();
  });

  test("answers again after many that failed", async () => {
    const failing = Array.from({ length: 40 }, () =>
      kind.database.call("contract_fail", { p_state: "P0001" }),
    );
    const settled = await Promise.allSettled(failing);
    expect(settled.every(({ status }) => status === "rejected")).toBe(true);
    expect(await echo({ p_text: "fine" })).toMatchObject({ text: "fine" });
  });
});

test("a database that is not there is a connection error, of each driver", async () => {
  const { port, close } = await onTcp(embedded.url);
  close();
  const postgres = connectPostgres({
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    maxConnections: 1,
  });
  const supabase = connectSupabase({ url: `http://127.0.0.1:${port}`, secretKey: "sb_secret_for_tests" });
  for (const database of [postgres, supabase]) {
    await expect(database.call("contract_nothing", {})).rejects.toMatchObject({
      name: "DatabaseError",
      sqlState: "connection",
    });
    await database.close();
  }
});

test("closing the way to Supabase leaves no timer that keeps the process alive", async () => {
  const server = createHttpServer((_request, response) => response.end("null")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  const database = connectSupabase({ url, secretKey: "sb_secret_for_tests" });
  await database.call("contract_nothing", {});
  await database.close();
  expect(timers()).toBeLessThanOrEqual(before);
  server.closeAllConnections();
  server.close();
});
