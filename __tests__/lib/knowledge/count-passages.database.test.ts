import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { countPassages } from "../../../lib/knowledge/count-passages.ts";
import { localEmbedder } from "../../../lib/knowledge/embed-local.ts";
import { ingestDocument } from "../../../lib/knowledge/ingest-document.ts";
import { quotedPassage } from "../../../lib/knowledge/quoted-passage.ts";
import type { PassageCandidate } from "../../../lib/knowledge/rank-passages.ts";
import { loadSnapshot } from "../../../lib/knowledge/snapshot.ts";
import { countTokens } from "../../../lib/models/tokens.ts";
import { company } from "../../support/company.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { runStatements } from "../../support/postgrest.ts";

let database: TestDatabase;
let workspaceId: string;
const text =
  "# Rollout\n\nA rollout takes six weeks for one warehouse.\n\n## Training\n\nDrivers learn it in two hours.";

beforeAll(async () => {
  database = await startTestDatabase();
  ({ id: workspaceId } = await database.call<{ id: string }>("write_workspace", {
    p_slug: "bevgenie",
    p_config: company(),
  }));
  const document = { title: "Rollout", text, tags: [], sample: false };
  await ingestDocument({ workspaceId, document }, { call: database.call, embedder: localEmbedder });
});
afterAll(() => database.close());

const fromDatabase = () =>
  database.call<PassageCandidate[]>("find_passages", {
    p_workspace: workspaceId,
    p_question: "How long does a rollout take?",
    p_embedding: null,
    p_embedding_model: localEmbedder.model,
    p_limit: 5,
  });

test("a passage is counted when it is indexed, exactly, as a prompt quotes it", async () => {
  const [passage] = await fromDatabase();
  expect(passage?.tokens).toBeGreaterThan(10);
  expect(passage?.tokens).toBe(passage && countTokens(quotedPassage(passage), "openai"));
});

test("passages that were indexed before passages were counted are counted once", async () => {
  await runStatements(database.url, ["update passages set tokens = null"]);
  expect(await countPassages(workspaceId, database.call)).toBe(1);
  expect(await countPassages(workspaceId, database.call)).toBe(0);
  const [passage] = await fromDatabase();
  expect(passage?.tokens).toBe(passage && countTokens(quotedPassage(passage), "openai"));
});

test("the knowledge in memory knows the same counts", async () => {
  const load = { call: database.call, workspaceId, embeddingModel: localEmbedder.model };
  const snapshot = await loadSnapshot(load);
  const [kept] = snapshot?.search({ question: "rollout", embedding: undefined, limit: 5 }) ?? [];
  expect(kept?.tokens).toBe((await fromDatabase())[0]?.tokens);
});
