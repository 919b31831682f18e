/** A database whose machine is gone keeps its connections and says nothing more. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { connectPostgres } from "../../../lib/db/postgres.ts";
import { isDatabaseAway } from "../../../lib/errors.ts";
import { type BreakableDatabase, breakableDatabase } from "../../support/breakable-database.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";

let database: TestDatabase;
let way: BreakableDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
  way = await breakableDatabase(database.url);
});
afterAll(async () => {
  await way.close();
  await database.close();
});

test("a call to it fails as to one that is away, and the next goes over another connection", async () => {
  const { call, close } = connectPostgres({ url: way.url, maxConnections: 1, patienceMs: 3_000 });
  const ask = () => call<object[]>("list_knowledge_versions", {});
  const before = await ask();
  way.hush();
  const failure = await ask().then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(isDatabaseAway(failure)).toBe(true);
  expect(await ask()).toEqual(before);
  await close();
});
