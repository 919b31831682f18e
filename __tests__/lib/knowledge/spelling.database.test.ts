/** Slips of the pen and compounds of the trade find their passage by words alone, in the database and in memory. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import pg from "pg";
import { toConnection } from "../../../lib/db/postgres.ts";
import { localEmbedder } from "../../../lib/knowledge/embed-local.ts";
import { ingestDocument } from "../../../lib/knowledge/ingest-document.ts";
import type { PassageCandidate } from "../../../lib/knowledge/rank-passages.ts";
import { type KnowledgeSnapshot, loadSnapshot } from "../../../lib/knowledge/snapshot.ts";
import { stopWordsOf } from "../../../lib/knowledge/stop-words.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { englishWorkspace } from "../../support/english-workspace.ts";

let database: TestDatabase;
let workspaceId: string;
let snapshot: KnowledgeSnapshot | undefined;

const documents = [
  ["Claims", "A bill-back is claimed after the program ends."],
  ["Stops", "The drop size of a stop decides what it earns."],
  ["Partners", "Each distributor keeps its own territory and its receivables."],
  ["Allowances", "A scanback pays for what the till has read."],
  ["Storage", "The warehouse counts every pallet at night."],
] as const;

beforeAll(async () => {
  database = await startTestDatabase();
  workspaceId = await englishWorkspace(database);
  for (const [title, text] of documents) {
    const document = { title, tags: [], sample: false, text };
    await ingestDocument({ workspaceId, document }, { call: database.call, embedder: localEmbedder });
  }
  snapshot = await loadSnapshot({ call: database.call, workspaceId, embeddingModel: localEmbedder.model });
});
afterAll(() => database.close());

async function titlesFor(question: string): Promise<{ stored: string[]; kept: string[] }> {
  const candidates = await database.call<PassageCandidate[]>("find_passages", {
    ...{ p_workspace: workspaceId, p_question: question, p_embedding: null },
    ...{ p_embedding_model: localEmbedder.model, p_limit: 10 },
  });
  const kept = snapshot?.search({ question, embedding: undefined, limit: 10 }) ?? [];
  const titles = (found: PassageCandidate[]) =>
    found.sort((a, b) => Number(a.lexicalRank) - Number(b.lexicalRank)).map(({ title }) => title);
  return { stored: titles(candidates), kept: titles(kept) };
}

describe("a question finds", () => {
  test.each([
    ["distribtor", "Partners", "with a letter missing"],
    ["ditsributor", "Partners", "with two letters exchanged"],
    ["distributtor", "Partners", "with a letter twice"],
    ["recieveables", "Partners", "with two slips in a long word"],
    ["werehouse", "Storage", "with a slip in its first half"],
    ["billback", "Claims", "written as one, where the passage has a hyphen"],
    ["bill back", "Claims", "written as two, where the passage has a hyphen"],
    ["dropsizes", "Stops", "written as one, where the passage has two words"],
    ["drop-size", "Stops", "written with a hyphen, where the passage has two words"],
    ["scan backs", "Allowances", "written as two, where the passage has one"],
    ["scan-back", "Allowances", "written with a hyphen, where the passage has one"],
  ])("%s in %s: %s", async (question, title) => {
    const { stored, kept } = await titlesFor(question);
    expect([stored[0], kept]).toEqual([title, stored]);
  });

  test.each(["zebras", "the program's", "pallett abroad"])(
    "nothing more for %s than its own words",
    async (question) => {
      const { stored, kept } = await titlesFor(question);
      expect(stored).toEqual(kept);
      expect(stored.length).toBeLessThanOrEqual(1);
    },
  );
});

test("the stop words are Postgres' own, in every language", async () => {
  const client = new pg.Client(toConnection(database.url));
  await client.connect();
  const folder = "(select setting from pg_config where name = 'SHAREDIR') || '/tsearch_data/'";
  const languages =
    "en english de german fr french es spanish it italian pt portuguese nl dutch sv swedish da danish no norwegian fi finnish ru russian";
  for (const [, language = "", name = ""] of languages.matchAll(/(\w+) (\w+)/g)) {
    const { rows } = await client.query<{ text: string }>(
      `select pg_read_file(${folder} || '${name}.stop') as text`,
    );
    const stored = (rows[0]?.text ?? "").split("\n").map((word) => word.trim());
    expect([language, [...stopWordsOf(language)].sort()]).toEqual([
      language,
      [...new Set(stored.filter((word) => word !== ""))].sort(),
    ]);
  }
  await client.end();
  expect(stopWordsOf("xx").size).toBe(0);
});
