/** A snapshot must find what the database finds: it is the same search, only nearer. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { embedText, localEmbedder } from "../../../lib/knowledge/embed-local.ts";
import { ingestDocument } from "../../../lib/knowledge/ingest-document.ts";
import type { PassageCandidate } from "../../../lib/knowledge/rank-passages.ts";
import { readDocument } from "../../../lib/knowledge/read-document/read-document.ts";
import { loadSnapshot } from "../../../lib/knowledge/snapshot.ts";
import { snapshotKeeper } from "../../../lib/knowledge/snapshot-keeper.ts";
import { toVectorText } from "../../../lib/knowledge/vector-text.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { englishWorkspace } from "../../support/english-workspace.ts";

const folder = join(process.cwd(), "supabase/seed/bevgenie/knowledge");
const limit = 12;
const questions = [
  "How do bill-backs work?",
  "What does the Professional edition cost for 20 trucks?",
  "Is there single sign-on, and an audit log?",
  "Our pickers keep shorting pallets",
  "kegs and deposits",
  "Does it connect to NetSuite via EDI 810?",
];

let database: TestDatabase;
let workspaceId: string;
const order = () => ({ call: database.call, workspaceId, embeddingModel: localEmbedder.model });

beforeAll(async () => {
  database = await startTestDatabase();
  workspaceId = await englishWorkspace(database);
  for (const name of (await readdir(folder)).slice(0, 16)) {
    const document = readDocument({ name, content: await readFile(join(folder, name), "utf8") });
    await ingestDocument(
      { workspaceId, document, sourceKey: name },
      { call: database.call, embedder: localEmbedder },
    );
  }
});
afterAll(() => database.close());

const byWords = (candidates: PassageCandidate[]) =>
  candidates
    .filter(({ lexicalRank }) => lexicalRank !== null)
    .sort((a, b) => Number(a.lexicalRank) - Number(b.lexicalRank))
    .map(({ passageId, lexicalScore }) => [passageId, Number(lexicalScore).toFixed(2)]);
const byVector = (candidates: PassageCandidate[]) =>
  candidates
    .filter(({ vectorRank }) => vectorRank !== null)
    .map(({ passageId, similarity }) => [passageId, Number(similarity).toFixed(2)])
    .sort();

test.each(questions)("%s finds the same passages in memory as in the database", async (question) => {
  const snapshot = await loadSnapshot(order());
  const embedding = embedText(question);
  const stored = await database.call<PassageCandidate[]>("find_passages", {
    p_workspace: workspaceId,
    p_question: question,
    p_embedding: toVectorText(embedding),
    p_embedding_model: localEmbedder.model,
    p_limit: limit,
  });
  const found = snapshot?.search({ question, embedding, limit }) ?? [];
  expect(byWords(found)).toEqual(byWords(stored));
  expect(byVector(found)).toEqual(byVector(stored));
});

test("a changed document makes another version, which the keeper reads when it is told", async () => {
  const keeper = snapshotKeeper(() => loadSnapshot(order()));
  expect(keeper.current(workspaceId)).toBeUndefined();
  await keeper.refresh(workspaceId);
  const before = keeper.current(workspaceId)?.version;
  const document = {
    title: "Pallets",
    tags: [],
    sample: false,
    text: "Totes of the blue sort hold nine bottles.",
  };
  await ingestDocument({ workspaceId, document }, { call: database.call, embedder: localEmbedder });
  expect(keeper.current(workspaceId)?.version).toBe(before);
  await keeper.refresh(workspaceId);
  expect(keeper.current(workspaceId)?.version).toBeGreaterThan(Number(before));
  const question = "blue totes";
  const found = keeper.current(workspaceId)?.search({ question, embedding: embedText(question), limit });
  expect(found?.some(({ title }) => title === "Pallets")).toBe(true);
});
