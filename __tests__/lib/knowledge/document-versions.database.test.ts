import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { localEmbedder } from "../../../lib/knowledge/embed-local.ts";
import { ingestDocument } from "../../../lib/knowledge/ingest-document.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { englishWorkspace } from "../../support/english-workspace.ts";

type Version = {
  version: number;
  title: string;
  characters: number;
  writtenBy: string | null;
  current: boolean;
};

let database: TestDatabase;
let workspaceId: string;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  workspaceId = await englishWorkspace(database);
});

function store(text: string, extra: { title?: string; by?: string; documentId?: string } = {}) {
  const { title = "Kegs", by, documentId } = extra;
  const document = { title, tags: [], sample: false, text };
  const order = {
    ...{ workspaceId, document, sourceKey: "kegs.md" },
    ...(by && { by }),
    ...(documentId && { documentId }),
  };
  return ingestDocument(order, { call: database.call, embedder: localEmbedder });
}

const list = (id: string, workspace = workspaceId) =>
  database.call<Version[] | null>("list_document_versions", { p_workspace: workspace, p_document: id });
const read = (id: string, version: number, workspace = workspaceId) =>
  database.call<{ content: string } | null>("read_document_version", {
    ...{ p_workspace: workspace, p_document: id, p_version: version },
  });

test("a text that another takes the place of is kept, with who wrote it", async () => {
  const { id } = await store("Thirty dollars.", { by: "a@example.com" });
  await store("Forty dollars.", { by: "b@example.com" });
  expect(await list(id)).toMatchObject([
    { version: 2, characters: 14, writtenBy: "b@example.com", current: true },
    { version: 1, characters: 15, writtenBy: "a@example.com", current: false },
  ]);
  expect(await read(id, 1)).toMatchObject({ content: "Thirty dollars.", documentId: id });
  expect(await read(id, 2)).toMatchObject({ content: "Forty dollars.", current: true });
  expect(await read(id, 3)).toBeNull();
});

test("the same text again makes no version", async () => {
  const { id } = await store("Thirty dollars.");
  await store("Thirty dollars.");
  expect(await list(id)).toHaveLength(1);
});

test("an old text put back is a new version, and none is lost", async () => {
  const { id } = await store("Thirty dollars.");
  await store("Forty dollars.");
  await store((await read(id, 1))?.content ?? "", { documentId: id });
  expect((await list(id))?.map(({ version }) => version)).toEqual([3, 2, 1]);
  expect(await read(id, 3)).toMatchObject({ content: "Thirty dollars.", current: true });
});

test("a text for a document that is not there is not stored", async () => {
  const id = crypto.randomUUID();
  expect(await store("Forty dollars.", { documentId: id })).toBeNull();
  expect(await database.call("list_documents", { p_workspace: workspaceId })).toEqual([]);
});

test("twenty earlier texts are kept, and the oldest go first", async () => {
  let id = "";
  for (let price = 1; price <= 23; price += 1) ({ id } = await store(`${price} dollars.`));
  const versions = (await list(id))?.map(({ version }) => version) ?? [];
  expect([versions.length, versions[0], versions.at(-1)]).toEqual([21, 23, 3]);
});

test("versions belong to their workspace and go with their document", async () => {
  const { id } = await store("Thirty dollars.");
  await store("Forty dollars.");
  const other = await database.call<{ id: string }>("write_workspace", { p_slug: "stranger", p_config: {} });
  expect(await list(id, other.id)).toBeNull();
  expect(await read(id, 1, other.id)).toBeNull();
  await database.call("delete_document", { p_workspace: workspaceId, p_document: id });
  expect(await list(id)).toBeNull();
  expect(await read(id, 1)).toBeNull();
});
