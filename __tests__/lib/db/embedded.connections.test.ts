/** The embedded Postgres has one session; its connections must not notice. */
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import pg from "pg";
import { toConnection } from "../../../lib/db/postgres.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => {
  pool = new pg.Pool({ ...toConnection(database.url), max: 6 });
  pool.on("error", () => undefined);
});
afterEach(() => pool.end());

/** Two kinds of query of the same shape, by turns: a mix-up shows as another's row, not as an error. */
async function askMany(count: number, ballast: string): Promise<string[]> {
  const answers = Array.from({ length: count }, async (_, index) => {
    const kind = index % 2 ? "odd" : "even";
    const text = `select '${kind}' || $1::text as said, length($2) as size`;
    const { rows } = await pool.query({ text, values: [index, kind === "odd" ? ballast : ""] });
    return rows[0]?.said;
  });
  return Promise.all(answers);
}

function expected(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${index % 2 ? "odd" : "even"}${index}`);
}

test("queries side by side get their own rows, however large their arguments", async () => {
  expect(await askMany(60, "x".repeat(300_000))).toEqual(expected(60));
});

test("queries that waited for a transaction get their own rows when it ends", async () => {
  const holder = await pool.connect();
  await holder.query("begin");
  const waiting = askMany(40, "");
  await holder.query("select 1");
  await holder.query("commit");
  holder.release();
  expect(await waiting).toEqual(expected(40));
});

test("a transaction sees nobody else's statements within it", async () => {
  const transactions = Array.from({ length: 12 }, async (_, index) => {
    const client = await pool.connect();
    await client.query("begin");
    await client.query("create temporary table mine (n integer) on commit drop");
    await client.query("insert into mine values ($1)", [index]);
    const { rows } = await client.query("select array_agg(n) as ns from mine");
    await client.query(index % 3 ? "commit" : "rollback");
    client.release();
    return rows[0]?.ns;
  });
  expect(await Promise.all(transactions)).toEqual(Array.from({ length: 12 }, (_, index) => [index]));
});

test("a client that leaves in the middle of a transaction takes back what it did, and the others go on", async () => {
  const client = new pg.Client(toConnection(database.url));
  client.on("error", () => undefined);
  await client.connect();
  await client.query("begin");
  await client.query("create table left_behind (n integer)");
  const waiting = pool.query("select to_regclass('left_behind') as found");
  (
    client as unknown as { connection: { stream: NodeJS.EventEmitter & { destroy(): void } } }
  ).connection.stream.destroy();
  const { rows } = await waiting;
  expect(rows).toEqual([{ found: null }]);
});

test("a failed statement leaves neither its transaction nor its connection behind", async () => {
  const client = await pool.connect();
  await client.query("begin");
  await expect(client.query("select 1/0")).rejects.toMatchObject({ code: "22012" });
  await client.query("rollback");
  await expect(client.query({ text: "select $1::integer", values: ["no number"] })).rejects.toMatchObject({
    code: "22P02",
  });
  client.release();
  expect(await askMany(10, "")).toEqual(expected(10));
});

/** Sends bytes to the database's socket and returns what it had answered when it hung up. */
async function send(...chunks: Buffer[]): Promise<string> {
  const socket = connect(join(String(toConnection(database.url).host), ".s.PGSQL.5432"));
  await once(socket, "connect");
  const heard: Buffer[] = [];
  socket.on("data", (data: Buffer) => heard.push(data));
  for (const chunk of chunks) socket.write(chunk);
  await once(socket, "close");
  return Buffer.concat(heard).toString("latin1");
}

const int32 = (...values: number[]) =>
  Buffer.concat(values.map((value) => Buffer.from(new Int32Array([value]).buffer).swap32()));

test("a client that asks for TLS is told that there is none", async () => {
  expect(await send(int32(8, 80877103), int32(16, 80877102, 1, 1))).toBe("N");
});

test.each([
  ["a web browser", Buffer.from("GET / HTTP/1.1\r\n\r\n")],
  ["nonsense", Buffer.from([0, 0, 0, 9, 0, 3, 0, 0, 0, 0x51, 0, 0, 0, 1, 1, 1, 1])],
])("%s is hung up on, and the others go on", async (_who, bytes) => {
  await send(bytes);
  expect(await askMany(4, "")).toEqual(expected(4));
});

test("a client that names no user, or another database, ends nothing for the others", async () => {
  const nameless = Buffer.concat([int32(9, 196608), Buffer.from([0])]);
  const unknown = Buffer.concat([int32(10, 196608), Buffer.from("!\0")]);
  expect(await send(nameless, Buffer.concat([Buffer.from("!"), int32(4)]))).toContain("server_version");
  await send(unknown, Buffer.concat([Buffer.from("X"), int32(4)]));
  expect(await askMany(4, "")).toEqual(expected(4));
});
