/** What is embedded or worded otherwise than configured is made anew in the background, while the old goes on serving. */
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { localEmbedder } from "../../../lib/knowledge/embed-local.ts";
import { ingestDocument } from "../../../lib/knowledge/ingest-document.ts";
import type { PassageCandidate } from "../../../lib/knowledge/rank-passages.ts";
import type { Embedder } from "../../../lib/models/model.ts";
import { ModelError } from "../../../lib/models/model-error.ts";
import { knowledgeKeeper } from "../../../lib/server/keep-knowledge.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { keptLog } from "../../support/runtime.ts";

let database: TestDatabase;
let workspaceId: string;
let slug: string;
let nowMs = Date.now();
let count = 0;
const { log, lines } = keptLog();

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.call("write_workspace", { p_slug: "others", p_config: { language: "en" } });
  count += 1;
  slug = `kept-${count}`;
  workspaceId = await configure("en");
  lines.length = 0;
});

async function configure(language: string): Promise<string> {
  const args = { p_slug: slug, p_config: { language } };
  return (await database.call<{ id: string }>("write_workspace", args)).id;
}

async function store(amount: number, embedder: Embedder = before): Promise<void> {
  for (let at = 0; at < amount; at += 1) {
    const document = {
      title: `Keg ${at}`,
      tags: [],
      sample: false,
      text: `Die Häuser der Reihe ${at} sind leer.`,
    };
    await ingestDocument({ workspaceId, document }, { call: database.call, embedder });
  }
}

const pointing = (model: string, direction: number[]): Embedder => ({
  model,
  dimensions: 4,
  embed: async (texts) => texts.map(() => direction),
});
const before = pointing("before-v1", [1, 0, 0, 0]);
const after = pointing("after-v1", [0, 1, 0, 0]);

/** Only this workspace is embedded by another model. */
const keeper = (embedder: Embedder) =>
  knowledgeKeeper({
    call: database.call,
    embedderFor: (workspace) => (workspace.slug === slug ? embedder : localEmbedder),
    log,
    now: () => nowMs,
  });

type State = {
  languages: string[];
  embedding: { model: string | null; passages: number };
  change: { model: string; passages: number; error: string | null } | null;
};
const state = () => database.call<State>("read_knowledge_state", { p_workspace: workspaceId });
const byVector = async (model: string) =>
  (await find("nothing of it", { model, embedding: "[1,1,0,0]" })).filter(
    ({ vectorRank }) => vectorRank !== null,
  ).length;

function find(question: string, { model, embedding }: { model: string; embedding: string | null }) {
  return database.call<PassageCandidate[]>("find_passages", {
    ...{ p_workspace: workspaceId, p_question: question, p_embedding: embedding },
    ...{ p_embedding_model: model, p_limit: 100 },
  });
}

test("a new model serves in one step when it has embedded everything; until then and a while longer the old one is found", async () => {
  await store(66);
  await keeper(before)();
  expect(await state()).toMatchObject({ embedding: { model: "before-v1", passages: 66 }, change: null });

  const seen: unknown[] = [];
  const watched: Embedder = {
    ...after,
    async embed(texts) {
      const { embedding, change } = await state();
      seen.push([embedding.model, change?.passages, await byVector("before-v1")]);
      return texts.map(() => [0, 1, 0, 0]);
    },
  };
  const version = () => database.call<{ version: number }>("read_workspace", { p_slug: slug });
  const old = await version();
  await keeper(watched)();
  expect(seen).toEqual([
    ["before-v1", 0, 66],
    ["before-v1", 64, 66],
  ]);
  expect(await state()).toMatchObject({ embedding: { model: "after-v1", passages: 66 }, change: null });
  expect((await version()).version).toBe(old.version + 1);
  await keeper(after)();
  expect(await byVector("before-v1")).toBe(66);

  nowMs += 11 * 60_000;
  await keeper(after)();
  expect([await byVector("before-v1"), await byVector("after-v1")]).toEqual([0, 66]);
});

test("a change that was cut off goes on where it was, and what came in meanwhile is not forgotten", async () => {
  await store(66);
  await keeper(before)();
  let calls = 0;
  const failing: Embedder = {
    ...after,
    async embed(texts, ...rest) {
      calls += 1;
      if (calls > 1) throw new ModelError("overloaded", "busy");
      return after.embed(texts, ...rest);
    },
  };
  await keeper(failing)();
  expect(await state()).toMatchObject({
    embedding: { model: "before-v1" },
    change: { model: "after-v1", passages: 64, error: expect.stringContaining("after-v1 cannot be reached") },
  });
  const document = { title: "New", tags: [], sample: false, text: "It came in meanwhile." };
  await ingestDocument({ workspaceId, document }, { call: database.call, embedder: before });
  const embedded: number[] = [];
  const counting: Embedder = {
    ...after,
    embed(texts, ...rest) {
      embedded.push(texts.length);
      return after.embed(texts, ...rest);
    },
  };
  await keeper(counting)();
  expect(embedded).toEqual([3]);
  expect(await state()).toMatchObject({ embedding: { model: "after-v1", passages: 67 }, change: null });
});

test("two processes do not embed the same passages", async () => {
  await store(2);
  await keeper(before)();
  let other: Promise<void> | undefined;
  const embedded: string[] = [];
  const slow: Embedder = {
    ...after,
    async embed(texts) {
      embedded.push("first");
      await other;
      return texts.map(() => [0, 1, 0, 0]);
    },
  };
  const racing: Embedder = {
    ...after,
    async embed(texts) {
      embedded.push("second");
      return texts.map(() => [0, 1, 0, 0]);
    },
  };
  const first = keeper({
    ...slow,
    embed: async (texts, ...rest) => {
      other = keeper(racing)();
      return slow.embed(texts, ...rest);
    },
  })();
  await first;
  expect(embedded).toEqual(["first"]);
});

test("a changed language indexes the words again, and every document is found at any time", async () => {
  await store(42);
  const found = async (question: string) =>
    (await find(question, { model: "before-v1", embedding: null })).length;
  // German takes Haus and Häuser for one word, English does not.
  expect(await found("Haus")).toBe(0);
  await configure("de");
  expect(await found("Häuser")).toBe(42);
  await database.call("reindex_words", { p_workspace: workspaceId, p_limit: 20 });
  expect((await state()).languages).toEqual(["en", "de"]);
  expect([await found("Haus"), await found("Häuser")]).toEqual([20, 42]);
  await keeper(before)();
  expect((await state()).languages).toEqual(["de"]);
  expect(await found("Haus")).toBe(42);
});

test("nothing is looked through that did not change", async () => {
  await store(1);
  const names: string[] = [];
  const counted = knowledgeKeeper({
    call: (name, args) => {
      names.push(name);
      return database.call(name, args);
    },
    embedderFor: () => before,
    log,
  });
  await counted();
  // The switch itself was a change.
  await counted();
  names.length = 0;
  await counted();
  expect(new Set(names)).toEqual(new Set(["list_knowledge_versions", "forget_unserved_vectors"]));
});
