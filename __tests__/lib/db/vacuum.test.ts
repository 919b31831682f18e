import { afterAll, beforeAll, expect, test } from "@jest/globals";
import pg from "pg";
import { toConnection } from "../../../lib/db/postgres.ts";
import { vacuumGrown } from "../../../lib/db/vacuum.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());

test("tables that grew much are vacuumed once, the others left alone", async () => {
  const client = new pg.Client(toConnection(database.url));
  await client.connect();
  await client.query("insert into passage_lexemes select n, n, 1, 1 from generate_series(1, 3000) n");
  await client.query("select pg_stat_force_next_flush()");
  await client.end();
  expect(await vacuumGrown(database.url)).toEqual(["public.passage_lexemes"]);
  expect(await vacuumGrown(database.url)).toEqual([]);
});
