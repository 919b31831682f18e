/** A long document is stored in many calls, and appears in one. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import pg from "pg";
import type { Call } from "../../../lib/db/call.ts";
import { toConnection } from "../../../lib/db/postgres.ts";
import { embedText, localEmbedder } from "../../../lib/knowledge/embed-local.ts";
import { ingestDocument } from "../../../lib/knowledge/ingest-document.ts";
import type { PassageCandidate } from "../../../lib/knowledge/rank-passages.ts";
import { clearAwayPassages } from "../../../lib/knowledge/stage-passages.ts";
import { toVectorText } from "../../../lib/knowledge/vector-text.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { englishWorkspace } from "../../support/english-workspace.ts";
import { runStatements } from "../../support/postgrest.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());

/** More passages than one call stores: each section is one. */
function handbook(subject: string, sections = 60): string {
  const filler =
    "Pallets wait beside the dock until somebody signs for them and counts what is there. ".repeat(12);
  return Array.from(
    { length: sections },
    (_, n) => `## Section ${n}\n\nThe ${subject} rule ${n}. ${filler}`,
  ).join("\n\n");
}

function storing(workspaceId: string, call: Call = database.call) {
  return (subject: string, sections?: number) =>
    ingestDocument(
      {
        ...{ workspaceId, sourceKey: "handbook" },
        document: { title: "Handbook", tags: [], sample: false, text: handbook(subject, sections) },
      },
      { call, embedder: localEmbedder },
    );
}

function candidates(workspaceId: string, question: string) {
  return database.call<PassageCandidate[]>("find_passages", {
    ...{ p_workspace: workspaceId, p_question: question, p_limit: 10 },
    ...{ p_embedding: toVectorText(embedText(question)), p_embedding_model: localEmbedder.model },
  });
}

async function find(workspaceId: string, question: string) {
  return (await candidates(workspaceId, question)).map(({ content }) => content);
}

type Counted = Record<"totals" | "words" | "staged", Record<string, unknown>[]>;

/** What the statistics say, which must be what one call would have left. */
async function statistics(workspaceId: string): Promise<Counted> {
  const client = new pg.Client(toConnection(database.url));
  await client.connect();
  const rows = async (sql: string) => (await client.query(sql, [workspaceId])).rows;
  try {
    return {
      totals: await rows("select passages, words, languages from knowledge_totals where workspace_id = $1"),
      words: await rows(
        "select lexeme, passages from lexeme_statistics where workspace_id = $1 order by lexeme",
      ),
      staged: await rows(
        "select number from passages where workspace_id = $1 and stage is not null union all select 0 from passage_stages where workspace_id = $1",
      ),
    };
  } finally {
    await client.end();
  }
}

test("until the last part is there a search finds the old text whole, and then the new one alone", async () => {
  const workspaceId = await englishWorkspace(database);
  await storing(workspaceId)("copper");
  const during: { copper: number; zinc: number; byWords: number; byVectors: number }[] = [];
  let longest = 0;
  const watched: Call = async (name, args) => {
    const sent = (args as { p_passages?: object[] }).p_passages;
    if (sent) longest = Math.max(longest, sent.length);
    const result = await database.call(name, args);
    if (name !== "stage_passages") return result as never;
    const copper = (await find(workspaceId, "copper rule")).filter((text) => text.includes("copper"));
    // What waits would be the best of both halves.
    const found = await candidates(workspaceId, "zinc rule");
    during.push({
      copper: copper.length,
      zinc: found.filter(({ content }) => content.includes("zinc")).length,
      byWords: found.filter(({ lexicalRank }) => lexicalRank !== null).length,
      byVectors: found.filter(({ vectorRank }) => vectorRank !== null).length,
    });
    return result as never;
  };
  const stored = await storing(workspaceId, watched)("zinc");
  expect(stored).toMatchObject({ change: "replaced" });
  expect(stored.passages).toBeGreaterThan(48);
  expect(longest).toBeLessThanOrEqual(12);
  expect(during.length).toBeGreaterThan(3);
  for (const { copper, ...found } of during) {
    expect(copper).toBeGreaterThanOrEqual(10);
    // What waits takes no place from what is found.
    expect(found).toEqual({ zinc: 0, byWords: 10, byVectors: 10 });
  }
  expect((await find(workspaceId, "copper rule")).filter((text) => text.includes("copper"))).toEqual([]);
  expect((await find(workspaceId, "zinc rule")).filter((text) => text.includes("zinc"))).not.toEqual([]);
});

test("the statistics are those of the text that is there, whatever came and went in parts", async () => {
  const [one, other] = [await englishWorkspace(database), await englishWorkspace(database)];
  await storing(one)("copper");
  await storing(one)("zinc", 30);
  await storing(other)("zinc", 30);
  expect(await statistics(one)).toEqual(await statistics(other));

  await storing(one)("copper");
  const { id } = await storing(one)("tin", 55);
  await database.call("delete_document", { p_workspace: one, p_document: id });
  expect(await find(one, "tin rule")).toEqual([]);
  await clearAwayPassages(database.call);
  expect(await statistics(one)).toMatchObject({ words: [], staged: [] });
});

test("what nobody took within an hour is cleared away, and what is younger is not", async () => {
  const workspaceId = await englishWorkspace(database);
  const dying: Call = (name, args) =>
    name === "replace_document" ? Promise.reject(new Error("the process died")) : database.call(name, args);
  await expect(storing(workspaceId, dying)("brass")).rejects.toThrow("died");
  await clearAwayPassages(database.call);
  expect((await statistics(workspaceId)).staged.length).toBeGreaterThan(48);
  // Nor does it count as a part of the knowledge base.
  const model = { p_workspace: workspaceId, p_embedding_model: localEmbedder.model };
  await database.call("serve_embedding_model", model);
  expect(await database.call("read_knowledge_state", { p_workspace: workspaceId })).toMatchObject({
    ...{ passages: 0, embedding: { model: localEmbedder.model, passages: 0 } },
  });
  await runStatements(database.url, [
    `update passage_stages set created_at = now() - interval '61 minutes' where workspace_id = '${workspaceId}'`,
  ]);
  await clearAwayPassages(database.call);
  expect(await statistics(workspaceId)).toMatchObject({ words: [], staged: [] });
});

test("a stage is its workspace's alone", async () => {
  const [one, other] = [await englishWorkspace(database), await englishWorkspace(database)];
  let stage: string | undefined;
  const watched: Call = (name, args) => {
    stage ??= (args as { p_stage?: string }).p_stage;
    return name === "replace_document"
      ? database.call(name, { ...args, p_workspace: other })
      : database.call(name, args);
  };
  await expect(storing(one, watched)("nickel")).rejects.toThrow();
  const args = { p_title: "x", p_passages: [], p_first: 1, p_embedding_model: "m" };
  await expect(
    database.call("stage_passages", { ...args, p_workspace: other, p_stage: stage ?? null }),
  ).rejects.toThrow();
});

test("what waits takes no place among the best, neither by words nor by vectors", async () => {
  const workspaceId = await englishWorkspace(database);
  await storing(workspaceId)("copper");
  let [byWords, byVectors] = [0, 0];
  const watched: Call = async (name, args) => {
    if (name === "replace_document") {
      const found = await candidates(workspaceId, "zinc rule");
      byWords = found.filter(({ lexicalRank }) => lexicalRank !== null).length;
      byVectors = found.filter(({ vectorRank }) => vectorRank !== null).length;
    }
    return database.call(name, args);
  };
  // All of what waits says more of the question than what is there.
  await storing(workspaceId, watched)("zinc");
  expect([byWords, byVectors]).toEqual([10, 10]);
});

test("what waits is counted nowhere, and leaves no hole in what a process reads into its memory", async () => {
  const workspaceId = await englishWorkspace(database);
  const p_workspace = workspaceId;
  const read = (p_after: number, p_limit: number) =>
    database.call<{ rows: { number: number }[] }>("read_knowledge", {
      ...{ p_workspace, p_after, p_limit },
      p_embedding_model: localEmbedder.model,
    });
  const counted = async () => [
    (await database.call<{ passages: number }>("read_knowledge_state", { p_workspace })).passages,
    (await database.call<{ knowledge: number }>("learning_state", { p_workspace })).knowledge,
  ];
  const copper = await storing(workspaceId)("copper");
  const last = (await read(0, 1000)).rows.at(-1)?.number ?? 0;
  const dying: Call = (name, args) =>
    name === "replace_document" ? Promise.reject(new Error("the process died")) : database.call(name, args);
  await expect(storing(workspaceId, dying)("zinc")).rejects.toThrow("died");
  expect(await counted()).toEqual([copper.passages, copper.passages]);

  const document = { title: "Tin", tags: [], sample: false, text: handbook("tin", 10) };
  const tin = await ingestDocument(
    { workspaceId, document },
    { call: database.call, embedder: localEmbedder },
  );
  expect((await read(last, tin.passages)).rows).toHaveLength(tin.passages);
});

test("who comes back for a stage after clearing began gets none of it, and cannot add to it", async () => {
  const workspaceId = await englishWorkspace(database);
  await storing(workspaceId)("copper", 10);
  const resting: Call = async (name, args) => {
    if (name !== "replace_document") return database.call(name, args);
    await runStatements(database.url, [
      `update passage_stages set created_at = now() - interval '61 minutes' where workspace_id = '${workspaceId}'`,
    ]);
    await database.call("clear_away_passages", { p_limit: 12 });
    const { stage } = (args as { p_document: { stage: string } }).p_document;
    const more = { p_title: "x", p_passages: [], p_first: 1, p_embedding_model: "m" };
    await expect(
      database.call("stage_passages", { ...more, p_workspace: workspaceId, p_stage: stage }),
    ).rejects.toThrow();
    return database.call(name, args);
  };
  await expect(storing(workspaceId, resting)("silver")).rejects.toThrow();
  expect(await find(workspaceId, "silver rule")).not.toContainEqual(expect.stringContaining("silver"));
  expect(await find(workspaceId, "copper rule")).toContainEqual(expect.stringContaining("copper"));
  await clearAwayPassages(database.call);
  expect((await statistics(workspaceId)).staged).toEqual([]);
});
