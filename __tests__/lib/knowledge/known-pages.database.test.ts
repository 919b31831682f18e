/** What a site is asked for when it is fetched again, and what becomes of its documents. */
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { AppError } from "../../../lib/errors.ts";
import type { ItemOutcome } from "../../../lib/knowledge/follow-ingest.ts";
import type { KnownValidators } from "../../../lib/knowledge/page-validators.ts";
import type { WebReader } from "../../../lib/knowledge/read-item.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { englishWorkspace } from "../../support/english-workspace.ts";
import { emptyWeb, startIngest, textItem } from "../../support/ingest.ts";

let database: TestDatabase;
let workspaceId: string;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  workspaceId = await englishWorkspace(database);
});

const site = { kind: "site" as const, url: "https://example.com/sitemap.xml" };
const missing = (url: string) =>
  Promise.reject(new AppError("invalid_request", { message: `Nothing at ${url} (404).` }));

type Listed = { id: string; title: string; url: string; error: string | null; version: number }[];
const documents = () => database.call<Listed>("list_documents", { p_workspace: workspaceId });
const titles = async () => (await documents()).map(({ id, title }) => `${id} ${title}`).sort();
const errors = async () =>
  Object.fromEntries((await documents()).map(({ url, error }) => [url.slice(-1), error]));

/** Fetches the site as one source, each time as its reader tells it. */
async function source(tags: string[] = []) {
  const args = { p_workspace: workspaceId, p_source: { ...site, kind: "sitemap", tags } };
  const { id } = await database.call<{ id: string }>("write_source", args);
  return async (web: WebReader) => {
    const job = { kind: "source" as const, sourceId: id };
    const { finish } = await startIngest({ call: database.call, workspaceId, items: [site], job });
    return finish({ web });
  };
}

const dated = (path: string, text: string, etag: string) => ({
  ...{ name: `${path}.md`, url: `https://example.com/${path}`, bytes: Buffer.from(text) },
  validators: { url: `https://example.com/${path}`, etag },
});
type Sent = { name: string; url: string; isUnchanged: true } | ReturnType<typeof dated>;
/** A site that sends what whoever asks does not have yet, and who was known to have what. */
const siteOf = (...pages: ReturnType<typeof dated>[]) => {
  const known: string[] = [];
  const send = (one: ReturnType<typeof dated>, before: KnownValidators): Sent => {
    const etag = before.get(one.url)?.etag;
    known.push(`${one.url.slice(-1)} ${etag ?? "new"}`);
    return etag === one.validators.etag ? { name: one.name, url: one.url, isUnchanged: true } : one;
  };
  const reader: WebReader = {
    async fetchPage(url, options) {
      const found = pages.find((one) => one.url === url);
      return found ? send(found, options.known) : missing(url);
    },
    async *collectSite(_, options) {
      for (const one of pages) yield send(one, options.known);
    },
  };
  return { reader, known };
};
const changes = (outcomes: ItemOutcome[]) =>
  outcomes.filter(({ isHolder }) => !isHolder).map(({ change, state }) => change ?? state);

test("a site fetched again is asked for what has changed, and what has not keeps its document", async () => {
  const fetch = await source();
  await fetch(siteOf(dated("a", "Kegs.", "1"), dated("b", "Crates.", "1")).reader);
  const before = await titles();
  const { reader, known } = siteOf(dated("a", "Kegs.", "1"), dated("b", "Boxes.", "2"));
  expect(changes(await fetch(reader))).toEqual(["unchanged", "replaced"]);
  expect(known).toEqual(["a 1", "b 1"]);
  const after = siteOf(dated("a", "Kegs.", "1"), dated("b", "Boxes.", "2"));
  expect(changes(await fetch(after.reader))).toEqual(["unchanged", "unchanged"]);
  expect(after.known).toEqual(["a 1", "b 2"]);
  expect(await titles()).toEqual(before);
  expect(await errors()).toEqual({ a: null, b: null });
});

test("a page that came without a word about changes is asked by what it says the next time", async () => {
  const fetch = await source();
  const { validators: _, ...silent } = dated("a", "Kegs.", "1");
  await fetch({
    ...emptyWeb,
    async *collectSite() {
      yield silent;
    },
  });
  await fetch(siteOf(dated("a", "Kegs.", "1")).reader);
  const { reader, known } = siteOf(dated("a", "Kegs.", "1"));
  await fetch(reader);
  expect(known).toEqual(["a 1"]);
});

test("a page by itself too, and one that was gone and is back as it was needs no attention more", async () => {
  const fetch = await source();
  const pages = [dated("a", "Kegs.", "1"), dated("b", "Crates.", "1")] as const;
  await fetch(siteOf(...pages).reader);
  await fetch(siteOf(pages[0]).reader);
  expect(await errors()).toEqual({ a: null, b: expect.stringContaining("(404)") });
  const { reader, known } = siteOf(...pages);
  const one = { ...reader, collectSite: siteOf(pages[0]).reader.collectSite };
  expect(changes(await fetch(one))).toEqual(["unchanged", "unchanged"]);
  expect(known).toEqual(["b 1"]);
  expect(await errors()).toEqual({ a: null, b: null });
});

test("a page is asked for whole where its document was deleted, written otherwise, or is to have other tags", async () => {
  const fetch = await source();
  const pages = [dated("a", "Kegs.", "1"), dated("b", "Crates.", "1"), dated("c", "Pallets.", "1")] as const;
  await fetch(siteOf(...pages).reader);
  const stored = await documents();
  const idOf = (path: string) => stored.find(({ url }) => url.endsWith(`/${path}`))?.id ?? "";
  await database.call("delete_document", { p_workspace: workspaceId, p_document: idOf("a") });
  const sourceKey = "https://example.com/b";
  const byHand = [textItem("B", "Written by hand.", sourceKey)];
  await (await startIngest({ call: database.call, workspaceId, items: byHand })).finish();
  const again = siteOf(...pages);
  expect(changes(await fetch(again.reader))).toEqual(["created", "replaced", "unchanged"]);
  expect(again.known).toEqual(["a new", "b new", "c 1"]);
  await source(["web"]);
  const tagged = siteOf(...pages);
  expect(changes(await fetch(tagged.reader))).toEqual(["replaced", "replaced", "replaced"]);
  expect(tagged.known).toEqual(["a new", "b new", "c new"]);
});
