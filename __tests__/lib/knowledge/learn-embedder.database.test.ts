import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Call } from "../../../lib/db/call.ts";
import { learnMeanings } from "../../../lib/knowledge/corpus-meanings.ts";
import { localEmbedder } from "../../../lib/knowledge/embed-local.ts";
import { ingestDocument } from "../../../lib/knowledge/ingest-document.ts";
import { learnEmbedder } from "../../../lib/knowledge/learn-embedder.ts";
import { learnInWorker } from "../../../lib/knowledge/learn-in-worker.ts";
import { loadLearned } from "../../../lib/knowledge/load-learned.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { englishWorkspace } from "../../support/english-workspace.ts";

let database: TestDatabase;
let workspaceId: string;
let other: string;
const learn = (texts: readonly string[]) => Promise.resolve(learnMeanings(texts));

beforeAll(async () => {
  database = await startTestDatabase();
  workspaceId = await englishWorkspace(database, "company");
  other = await englishWorkspace(database);
  // Some three parts make a passage.
  const paragraph = (at: number) =>
    `## Part ${at}\n\nKegs of size ${at} wait at dock ${at % 7} for truck ${at % 5}. ${"They are full. ".repeat(14)}`;
  const text = Array.from({ length: 240 }, (_, at) => paragraph(at)).join("\n\n");
  await add(workspaceId, text);
  await add(other, "Two passages tell nothing.");
});
afterAll(() => database.close());

async function add(id: string, text: string) {
  const document = { title: "Kegs", text, tags: [], sample: false };
  return ingestDocument({ workspaceId: id, document }, { call: database.call, embedder: localEmbedder });
}

async function claim(id = workspaceId): Promise<string> {
  const run = crypto.randomUUID();
  expect(await database.call("claim_learning", { p_workspace: id, p_run: run })).toBe(true);
  return run;
}

const stateOf = (id = workspaceId) =>
  database.call<Record<string, unknown>>("learning_state", { p_workspace: id });
test("a workspace learns from its passages, in a worker, and every process reads what it learnt", async () => {
  const before = await database.call<{ version: number }>("read_workspace", { p_slug: "company" });
  const embedder = await learnEmbedder({
    workspaceId,
    run: await claim(),
    call: database.call,
    learn: learnInWorker,
  });
  expect(embedder.model).toMatch(/^local-v2\+[0-9a-f]{12}$/);
  expect(await stateOf()).toMatchObject({
    state: "done",
    error: null,
    learned: { id: embedder.model.split("+")[1] },
  });
  // Its vectors serve, and whoever holds the workspace reads it again.
  const after = await database.call<{ version: number }>("read_workspace", { p_slug: "company" });
  expect(after).toMatchObject({ embeddingModel: embedder.model });
  expect(after.version).toBeGreaterThan(before.version);

  const loaded = await loadLearned({ workspaceId, base: localEmbedder }, database.call);
  expect(loaded.model).toBe(embedder.model);
  expect(await loaded.embed(["kegs at the dock"], "question")).toEqual(
    await embedder.embed(["kegs at the dock"], "question"),
  );
  expect(await loadLearned({ workspaceId, base: localEmbedder, before: loaded }, database.call)).toBe(loaded);
  expect(await loadLearned({ workspaceId: other, base: localEmbedder }, database.call)).toBe(localEmbedder);
  const remote = { ...localEmbedder, model: "text-embedding-3-small" };
  expect(await loadLearned({ workspaceId, base: remote }, database.call)).toBe(remote);
});

test("while it learns, another run is turned away, and a failed one leaves what serves as it is", async () => {
  const serving = (await stateOf()).learned;
  const run = await claim();
  expect(
    await database.call("claim_learning", { p_workspace: workspaceId, p_run: crypto.randomUUID() }),
  ).toBe(false);
  const broken = () => Promise.reject(new Error("out of memory"));
  await expect(learnEmbedder({ workspaceId, run, call: database.call, learn: broken })).rejects.toThrow(
    "out of memory",
  );
  const state = await stateOf();
  expect(state).toMatchObject({ state: "failed", learned: serving });
  expect(state.error).not.toContain("memory");
});

test("what it has embedded is not cleared away before it serves", async () => {
  const args = { p_workspace: workspaceId, p_since: new Date(Date.now() + 60_000) };
  const removed: number[] = [];
  const call = (async (name: string, given: Parameters<Call>[1]) => {
    const answer = await database.call(name, given);
    if (name === "store_vectors") removed.push(await database.call("forget_unserved_vectors", args));
    return answer;
  }) as Call;
  await add(workspaceId, "One more: kegs of size 300 wait at dock 6 for truck 0.");
  await learnEmbedder({ workspaceId, run: await claim(), call, learn });
  expect(removed.length).toBeGreaterThan(0);
  expect(new Set(removed)).toEqual(new Set([0]));
  // Those of the one before it are, once it serves.
  expect(await database.call<number>("forget_unserved_vectors", args)).toBeGreaterThan(0);
});

test("a run whose place was taken ends without using what it learnt", async () => {
  const serving = (await stateOf()).learned;
  const orphan = { workspaceId, run: crypto.randomUUID(), call: database.call, learn };
  await expect(learnEmbedder(orphan)).rejects.toMatchObject({ code: "conflict" });
  expect((await stateOf()).learned).toEqual(serving);
});

test("too few passages are refused with their number", async () => {
  const run = await claim(other);
  await expect(learnEmbedder({ workspaceId: other, run, call: database.call, learn })).rejects.toThrow(
    /There are 1 passages/,
  );
  expect(await stateOf(other)).toMatchObject({
    state: "failed",
    error: expect.stringContaining("1 passages"),
    learned: null,
  });
});

test("what was learnt can be forgotten", async () => {
  await database.call("use_learned_embedder", { p_workspace: workspaceId, p_id: null });
  expect((await stateOf()).learned).toBeNull();
  expect(await loadLearned({ workspaceId, base: localEmbedder }, database.call)).toBe(localEmbedder);
});
