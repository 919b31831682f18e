import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { embedText, localEmbedder } from "../../../lib/knowledge/embed-local.ts";
import { ingestDocument, type StoredDocument } from "../../../lib/knowledge/ingest-document.ts";
import type { PassageCandidate } from "../../../lib/knowledge/rank-passages.ts";
import { reembedPassages } from "../../../lib/knowledge/reembed-passages.ts";
import { toVectorText } from "../../../lib/knowledge/vector-text.ts";
import type { Embedder } from "../../../lib/models/model.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { englishWorkspace } from "../../support/english-workspace.ts";

let database: TestDatabase;
let workspaceId: string;
let count = 0;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  workspaceId = await makeWorkspace();
});

async function makeWorkspace(): Promise<string> {
  count += 1;
  return englishWorkspace(database, `company-${count}`);
}

type Extra = { sourceKey?: string; tags?: string[]; embedder?: Embedder; workspace?: string };

function store(title: string, text: string, extra: Extra = {}): Promise<StoredDocument> {
  const { sourceKey, tags = [], embedder = localEmbedder, workspace = workspaceId } = extra;
  const document = { title, tags, sample: false, text };
  const order = { workspaceId: workspace, document, ...(sourceKey && { sourceKey }) };
  return ingestDocument(order, { call: database.call, embedder });
}

function find(question: string, extra: { model?: string; sources?: string[]; words?: true } = {}) {
  return database.call<PassageCandidate[]>("find_passages", {
    p_workspace: workspaceId,
    p_question: question,
    p_embedding: extra.words ? null : toVectorText(embedText(question)),
    p_embedding_model: extra.model ?? localEmbedder.model,
    p_limit: 10,
    p_sources: extra.sources ?? null,
  });
}

const titles = (candidates: PassageCandidate[]) => candidates.map(({ title }) => title).sort();
const version = async () => {
  const slug = `company-${count}`;
  return (await database.call<{ knowledgeVersion: number }>("read_workspace", { p_slug: slug }))
    .knowledgeVersion;
};

describe("a stored document", () => {
  const text =
    "## Kegs\n\nEmpty kegs carry a deposit 🍺 until they return.\n\n## Routes\n\nA route has stops.";

  test("is found by its words and by its vector, verbatim at its offsets", async () => {
    const { id } = await store("Deposits", text);
    const [found, ...others] = await find("Where do empty kegs go?");
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      documentId: id,
      title: "Deposits",
      lexicalRank: 1,
      vectorRank: 1,
      url: null,
    });
    expect(found?.content).toBe(text.slice(found?.start, found?.end));
    const question = embedText("Where do empty kegs go?");
    const passage = embedText(`Deposits\nKegs\n${found?.content}`);
    expect(found?.similarity).toBeCloseTo(
      question.reduce((sum, value, index) => sum + value * (passage[index] ?? 0), 0),
      2,
    );
  });

  test("is found by words alone without a vector", async () => {
    await store("Deposits", text);
    expect(await find("kegs", { words: true })).toMatchObject([
      { lexicalRank: 1, vectorRank: null, similarity: null },
    ]);
  });

  test("written with a hyphen is found by the word written as one", async () => {
    await store("Claims", "A bill-back is claimed after the program.");
    expect(await find("billbacks", { words: true })).toHaveLength(1);
  });

  test("stored again is the same one, and nothing is embedded or written", async () => {
    const first = await store("Deposits", text);
    const before = await version();
    const failing: Embedder = {
      ...localEmbedder,
      embed: () => Promise.reject(new Error("must not be asked")),
    };
    const again = await store("Deposits", text, { embedder: failing });
    expect(again).toEqual({ ...first, change: "unchanged" });
    expect(await version()).toBe(before);
  });

  test("of the same source replaces the old text at once", async () => {
    const first = await store("Deposits", text, { sourceKey: "a.md" });
    const second = await store("Deposits", "Crates are washed.", { sourceKey: "a.md" });
    expect(second).toMatchObject({ id: first.id, change: "replaced" });
    expect(titles(await find("empty kegs", { words: true }))).toEqual([]);
    expect(await find("crates", { words: true })).toHaveLength(1);
  });

  test("raises the knowledge version, and so does its removal", async () => {
    const before = await version();
    const { id } = await store("Deposits", text);
    expect(await version()).toBe(before + 1);
    expect(await database.call("delete_document", { p_workspace: workspaceId, p_document: id })).toBe(true);
    expect(await version()).toBe(before + 2);
    expect(await database.call("delete_document", { p_workspace: workspaceId, p_document: id })).toBe(false);
  });

  test("leaves no trace in the scores of others when it is removed", async () => {
    await store("Stops", "A stop takes time.");
    const scoreOf = async () => (await find("stop time", { words: true }))[0]?.lexicalScore;
    const alone = await scoreOf();
    const { id } = await store("More stops", "Every stop has its time and its place.");
    expect(await scoreOf()).not.toBe(alone);
    await database.call("delete_document", { p_workspace: workspaceId, p_document: id });
    expect(await scoreOf()).toBe(alone);
  });

  test("can be listed, opened by operators and read by visitors", async () => {
    const { id } = await store("Deposits", text, { tags: ["kegs"] });
    const ids = { p_workspace: workspaceId, p_document: id };
    expect(await database.call("list_documents", { p_workspace: workspaceId })).toMatchObject([
      { id, title: "Deposits", tags: ["kegs"], status: "ready", passages: 1 },
    ]);
    expect(await database.call("read_document", ids)).toMatchObject({
      id,
      content: text,
      passages: [{ start: 0 }],
    });
    expect(await database.call("read_source", ids)).toEqual({
      id,
      title: "Deposits",
      url: null,
      pages: null,
      sample: false,
      text,
    });
  });
});

describe("a search stays inside", () => {
  test("its workspace: neither passages nor statistics of another are seen", async () => {
    const { id } = await store("Stops", "A stop takes time.");
    const alone = (await find("stop", { words: true }))[0]?.lexicalScore;
    const other = await makeWorkspace();
    await store("Stops", "A stop is a stop.", { workspace: other });
    expect(await find("stop")).toMatchObject([{ documentId: id, lexicalScore: alone }]);
    const ids = { p_workspace: other, p_document: id };
    expect(await database.call("read_document", ids)).toBeNull();
    expect(await database.call("read_source", ids)).toBeNull();
    expect(await database.call("delete_document", ids)).toBe(false);
  });

  test("the documents or tags it is narrowed to", async () => {
    const { id } = await store("One", "Stops cost money.");
    await store("Two", "Stops cost time.", { tags: ["routes"] });
    await store("Three", "Stops cost miles.");
    expect(titles(await find("stops cost", { sources: [id] }))).toEqual(["One"]);
    expect(titles(await find("stops cost", { sources: ["routes", id] }))).toEqual(["One", "Two"]);
    expect(await find("stops cost", { sources: ["unknown"] })).toEqual([]);
  });

  test("a question of stop words, quotes or SQL finds nothing and breaks nothing", async () => {
    await store("Stops", "A stop takes time.");
    for (const question of ["the of and", "'; drop table passages; --", "a & b | !c:*", "🍺", " "]) {
      expect(await find(question, { words: true })).toEqual([]);
    }
  });
});

describe("vectors of another model", () => {
  /** Points every text the same way, so that its vectors are recognised. */
  const other: Embedder = {
    model: "other-v1",
    dimensions: 4,
    embed: async (texts) => texts.map(() => [0.5, 0.5, 0.5, 0.5]),
  };

  test("are never compared with a question's", async () => {
    await store("Deposits", "Empty kegs carry a deposit.", { embedder: other });
    expect(await find("bottle caps")).toEqual([]);
    expect(await find("kegs")).toMatchObject([{ lexicalRank: 1, vectorRank: null }]);
  });

  test("give way to the new ones when the passages are embedded again", async () => {
    await store("Deposits", "Empty kegs carry a deposit.", { embedder: other });
    const deps = { call: database.call, embedder: localEmbedder };
    expect(await reembedPassages(workspaceId, deps)).toBe(1);
    expect(await reembedPassages(workspaceId, deps)).toBe(0);
    expect(await find("kegs")).toMatchObject([{ lexicalRank: 1, vectorRank: 1 }]);
  });
});
