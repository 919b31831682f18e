import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { localEmbedder } from "../../lib/knowledge/embed-local.ts";
import { createLog } from "../../lib/log.ts";
import { seedCompany } from "../../lib/seed-company.ts";
import { company } from "../support/company.ts";
import { startTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await startTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "company-"));
  await database.call("write_workspace", { p_slug: "bevgenie", p_config: company() });
  const files = {
    "README.md": "For people.",
    "kegs.md": "# Kegs\n\nA keg costs $30.",
    "prices.csv": "Item,Price\nKeg,30",
    "scan.pdf": "%PDF-1.4",
    "faq.ndjson": '{"title":"Cans","content":"A can costs $1."}\n{"title":"Empty","content":""}',
    "picture.png": "no document",
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const seed = async () => {
  const changes: string[] = [];
  const seeded = await seedCompany({
    folder,
    slug: "bevgenie",
    call: database.call,
    embedderFor: () => localEmbedder,
    log: createLog("silent"),
    onProgress: ({ file, change }) => changes.push(`${file} ${change}`),
  });
  return { ...seeded, changes };
};

test("a company's folder is read whatever types its files have, and what cannot be read is named", async () => {
  expect(await seed()).toEqual({
    slug: "bevgenie",
    documents: 3,
    refused: [
      "faq.ndjson: Empty: content: is empty (line 2 of faq.ndjson).",
      expect.stringMatching(/^scan\.pdf: This PDF is not complete/),
    ],
    changes: ["faq.ndjson 2 documents", "kegs.md created", "prices.csv created", "scan.pdf refused"],
  });
  expect((await seed()).changes.filter((change) => change.endsWith("unchanged"))).toHaveLength(2);
});

test("the language and the age that were set in the console stay when the files are read again", async () => {
  type Stored = { id: string; version: number; config: Record<string, unknown> };
  const stored = () => database.call<Stored>("read_workspace", { p_slug: "bevgenie" });
  const write = (changes: object) =>
    writeFile(join(folder, "workspace.json"), JSON.stringify({ ...company(), ...changes }));
  await write({ staleAfterMonths: 12, name: "Of the file" });
  await seed();
  const settings = { language: "de" };
  await database.call("change_knowledge_settings", {
    p_workspace: (await stored()).id,
    p_settings: settings,
  });
  await write({ language: "fr", staleAfterMonths: 6, name: "Of the file again" });
  await seed();
  const expected = { language: "de", staleAfterMonths: 6, name: "Of the file again" };
  expect((await stored()).config).toMatchObject(expected);
  const { version } = await stored();
  await seed();
  expect((await stored()).version).toBe(version);
});

test("whether a model puts passages in order is the console's to say: no file turns it on or off", async () => {
  type Stored = { id: string; config: { rerank: boolean; name: string } };
  const stored = () => database.call<Stored>("read_workspace", { p_slug: "bevgenie" });
  const write = (changes: object) =>
    writeFile(join(folder, "workspace.json"), JSON.stringify({ ...company(), ...changes }));
  await write({ rerank: true, name: "Told by a file" });
  await seed();
  expect((await stored()).config).toMatchObject({ rerank: false, name: "Told by a file" });
  const on = { p_workspace: (await stored()).id, p_on: true, p_knowledge_version: null };
  expect(await database.call("set_reranking", on)).toEqual({ set: true });
  await write({ rerank: false, name: "Told again" });
  await seed();
  expect((await stored()).config).toMatchObject({ rerank: true, name: "Told again" });
});
