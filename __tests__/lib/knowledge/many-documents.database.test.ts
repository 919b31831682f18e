import { afterAll, beforeAll, expect, test } from "@jest/globals";
import pg from "pg";
import { toConnection } from "../../../lib/db/postgres.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";

const documents = 300;
/** Of documents and passages; a few for each statement that looks for the one document. */
const mostRowsRead = 100;

let database: TestDatabase;
let client: pg.Client;
let workspace: string;

beforeAll(async () => {
  database = await startTestDatabase();
  client = new pg.Client(toConnection(database.url));
  await client.connect();
  const config = { p_slug: "many", p_config: { language: "en" } };
  workspace = (await database.call<{ id: string }>("write_workspace", config)).id;
});
afterAll(async () => {
  await client.end();
  await database.close();
});

async function store(place: number): Promise<void> {
  const content = `Article ${place} is kept on shelf ${place % 7} of the archive.`;
  const source = { sourceKey: `${place}`, contentHash: `${place}`, title: `Article ${place}`, body: content };
  const passage = { content, headingPath: [], start: 0, end: content.length, question: null };
  await database.call("replace_document", {
    p_workspace: workspace,
    p_embedding_model: "three",
    p_document: { ...source, tags: [], sample: false },
    p_passages: [{ ...passage, tokens: 9, promptTokens: 9, embedding: `[1,${place},0]` }],
  });
}

/** Rows of documents and passages that statements have read by an index so far. */
async function rowsRead(): Promise<number> {
  await client.query("select pg_stat_force_next_flush()");
  const { rows } = await client.query(
    "select sum(idx_tup_read) as read from pg_stat_user_indexes where relname in ('documents', 'passages')",
  );
  return Number(rows[0]?.read);
}

test("a document that comes in reads nothing of the many that are there", async () => {
  for (let place = 0; place < documents; place += 1) await store(place);
  const before = await rowsRead();
  await store(documents);
  expect(await rowsRead()).toBeGreaterThan(before);
  expect((await rowsRead()) - before).toBeLessThan(mostRowsRead);
}, 60_000);
