/** What the first start and `npm run seed` embed is in the ledger of the workspace it was embedded for. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readSettings } from "../../lib/env.ts";
import { recordedEmbedders } from "../../lib/recorded-embedders.ts";
import { seedCompany } from "../../lib/seed-company.ts";
import { company } from "../support/company.ts";
import { startTestDatabase, type TestDatabase } from "../support/database.ts";
import { type MockProvider, startMockProvider } from "../support/mock-provider.ts";
import { keptLog } from "../support/runtime.ts";

let database: TestDatabase;
let provider: MockProvider;
let folder: string;
beforeAll(async () => {
  [database, provider, folder] = await Promise.all([
    startTestDatabase(),
    startMockProvider(),
    mkdtemp(join(tmpdir(), "bevgenie-seed-")),
  ]);
  await writeFile(join(folder, "routes.md"), "# Routes\n\nA planned route saves nine percent of the miles.");
});
afterAll(async () => {
  await Promise.all([database.close(), provider.close()]);
  await rm(folder, { recursive: true, force: true });
});

const vectors = (count: number) => ({
  headers: { "content-type": "application/json" },
  chunks: [
    JSON.stringify({
      object: "list",
      model: "text-embedding-3-small",
      data: Array.from({ length: count }, (_, index) => ({
        ...{ object: "embedding", index },
        embedding: Array.from({ length: 1536 }, (__, at) => (at === index ? 1 : 0)),
      })),
      usage: { prompt_tokens: 12, total_tokens: 12 },
    }),
  ],
});

test("seeding leaves a row for each request, without a person, and no file", async () => {
  const { call } = database;
  provider.answer(vectors(1));
  const { id } = await call<{ id: string }>("write_workspace", { p_slug: "bevgenie", p_config: company() });
  const settings = readSettings({
    ...{ OPENAI_API_KEY: "sk-t", OPENAI_BASE_URL: `${provider.url}/v1`, DATA_DIR: join(folder, "data") },
  });
  const { log } = keptLog();
  const { embedderFor, flush } = recordedEmbedders(settings, { call, log });
  await seedCompany({ folder, slug: "bevgenie", call, embedderFor, log, onProgress: () => undefined });
  await flush();
  const day = 24 * 60 * 60 * 1000;
  const period = { p_from: new Date(Date.now() - day), p_to: new Date(Date.now() + day) };
  expect(await call("read_usage", { p_workspace: id, ...period, p_group: "action" })).toMatchObject([
    { key: "embedding", requests: 1 },
  ]);
  expect(await call("read_usage", { p_workspace: id, ...period, p_group: "user" })).toMatchObject([
    { key: "" },
  ]);
});
