/** The first start fills the knowledge base, whether or not the configured embedding model can be reached. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { localEmbedder } from "../../../lib/knowledge/embed-local.ts";
import type { Embedder } from "../../../lib/models/model.ts";
import { ModelError } from "../../../lib/models/model-error.ts";
import { prepareKnowledge } from "../../../lib/server/prepare-knowledge.ts";
import { company } from "../../support/company.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { keptLog } from "../../support/runtime.ts";

let database: TestDatabase;
let root: string;
beforeAll(async () => {
  [database, root] = await Promise.all([startTestDatabase(), mkdtemp(join(tmpdir(), "first-start-"))]);
  const folder = join(root, "supabase", "seed", "bevgenie");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "workspace.json"), JSON.stringify(company()));
  await writeFile(join(folder, "kegs.md"), "# Kegs\n\nA keg costs $30.");
});
afterAll(async () => {
  await database.close();
  await rm(root, { recursive: true });
});

test("vectors that were made here serve until the model that is configured can be reached", async () => {
  const away: Embedder = {
    ...{ model: "far-away", dimensions: 1536 },
    embed: () => Promise.reject(new ModelError("connection", "away")),
  };
  const said: string[] = [];
  const { log } = keptLog();
  const { call } = database;
  await prepareKnowledge({ call, embedderFor: () => away, root, log, say: (line) => said.push(line) });
  expect(said[0]).toMatch(/^far-away cannot be reached/);
  expect(await call("read_workspace", { p_slug: "bevgenie" })).toMatchObject({
    embeddingModel: localEmbedder.model,
  });
});
