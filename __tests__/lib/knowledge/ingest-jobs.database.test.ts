import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import pg from "pg";
import pino from "pino";
import { toConnection } from "../../../lib/db/postgres.ts";
import { AppError } from "../../../lib/errors.ts";
import { localEmbedder } from "../../../lib/knowledge/embed-local.ts";
import { holdLease } from "../../../lib/knowledge/hold-lease.ts";
import { claimItems } from "../../../lib/knowledge/ingest-claim.ts";
import { ingestClaimed } from "../../../lib/knowledge/ingest-claimed.ts";
import { handIn } from "../../../lib/knowledge/ingest-hand-in.ts";
import type { WebReader } from "../../../lib/knowledge/read-item.ts";
import type { Embedder } from "../../../lib/models/model.ts";
import { ModelError } from "../../../lib/models/model-error.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { englishWorkspace } from "../../support/english-workspace.ts";
import { emptyWeb, startIngest, textItem } from "../../support/ingest.ts";
import { pdfFile } from "../../support/pdf-file.ts";

let database: TestDatabase;
let client: pg.Client;
let workspaceId: string;

beforeAll(async () => {
  database = await startTestDatabase();
  client = new pg.Client(toConnection(database.url));
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.close();
});
beforeEach(async () => {
  workspaceId = await englishWorkspace(database);
});

const start = (items: Parameters<typeof startIngest>[0]["items"], workspace = workspaceId) =>
  startIngest({ call: database.call, workspaceId: workspace, items });
const prices = (...numbers: number[]) =>
  numbers.map((price) => textItem(`Price ${price}`, `A keg costs ${price} dollars.`, `${price}.md`));
const titles = async () =>
  (await database.call<{ title: string }[]>("list_documents", { p_workspace: workspaceId }))
    .map(({ title }) => title)
    .sort();
const contents = async () =>
  (await client.query("select item_id from ingest_contents where workspace_id = $1", [workspaceId])).rowCount;
const claimOf = async (ingestId: string) => {
  const claim = await claimItems(database.call, { ingestId });
  if (!claim) throw new Error("nothing to claim");
  return claim;
};
const expireLeases = () => client.query("update ingest_items set leased_until = now() - interval '1 second'");
const retriesAreDue = () => client.query("update ingest_items set not_before = null");
const work = (claim: Awaited<ReturnType<typeof claimOf>>, embedder: Embedder = localEmbedder) => {
  const lease = holdLease(claim, { call: database.call, signal: new AbortController().signal });
  const log = pino({ level: "silent" });
  const deps = { call: database.call, embedder, web: emptyWeb, log, onAdded: () => undefined };
  return ingestClaimed(claim, lease, { ...deps, onModelError: "wait" }).finally(() => lease.end());
};
const failing = (error: unknown): Embedder => ({ ...localEmbedder, embed: () => Promise.reject(error) });

describe("a job", () => {
  test("reads what was handed in, and keeps none of it afterwards", async () => {
    const job = await start(prices(10, 20, 30));
    expect(await contents()).toBe(3);
    const outcomes = await job.finish();
    expect(outcomes.map(({ title, state, change }) => [title, state, change])).toEqual([
      ["Price 10", "ready", "created"],
      ["Price 20", "ready", "created"],
      ["Price 30", "ready", "created"],
    ]);
    expect(await titles()).toEqual(["Price 10", "Price 20", "Price 30"]);
    expect(await contents()).toBe(0);
  });

  test("handed in again leaves everything as it is, and embeds nothing", async () => {
    await (await start(prices(10))).finish();
    const again = await (await start(prices(10))).finish({
      embedder: failing(new Error("must not be asked")),
    });
    expect(again).toMatchObject([{ state: "unchanged", change: "unchanged", title: "Price 10" }]);
  });

  test("that a killed process left in the middle is gone on with, and no document is doubled", async () => {
    const many = Array.from({ length: 40 }, (_, index) => index + 1);
    const job = await start(prices(...many));
    const child = spawn(
      process.execPath,
      [
        "--conditions=react-server",
        join(process.cwd(), "__tests__/support/ingest-process.ts"),
        ...[workspaceId, job.ingestId, "40"],
      ],
      { env: { ...process.env, DATABASE_URL: database.url }, stdio: ["ignore", "pipe", "inherit"] },
    );
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    // The third call to the embedder: some documents are stored by then, others are held.
    for (let calls = 0; calls < 3; calls += 1) await lines.next();
    child.kill("SIGKILL");
    await once(child, "exit");
    const held = await client.query(
      "select 1 from ingest_items where ingest_id = $1 and lease_owner is not null",
      [job.ingestId],
    );
    expect(held.rowCount).toBeGreaterThan(0);
    await expireLeases();
    const outcomes = await job.finish();
    expect(outcomes.every(({ state }) => state === "ready")).toBe(true);
    expect(await titles()).toEqual(many.map((price) => `Price ${price}`).sort());
  });

  test("is worked on by two processes without either taking the other's part", async () => {
    const job = await start(prices(...Array.from({ length: 40 }, (_, index) => index + 1)));
    const [first, second] = await Promise.all([claimOf(job.ingestId), claimOf(job.ingestId)]);
    const taken = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(taken).size).toBe(taken.length);
    await Promise.all([work(first), work(second)]);
    await job.finish();
    expect((await titles()).length).toBe(40);
  });

  test("cannot be ended by a process that lost its lease", async () => {
    const job = await start(prices(10));
    const late = await claimOf(job.ingestId);
    await expireLeases();
    const other = await claimOf(job.ingestId);
    await work(late).catch(() => undefined);
    expect(await titles()).toEqual([]);
    await work(other);
    expect(await titles()).toEqual(["Price 10"]);
  });

  test("gives up on a file that ended three processes", async () => {
    const job = await start(prices(10, 20));
    for (let crash = 0; crash < 4; crash += 1) {
      await claimItems(database.call, { ingestId: job.ingestId });
      await expireLeases();
    }
    const outcomes = await job.finish();
    expect(outcomes.map(({ state }) => state)).toEqual(["failed", "ready"]);
    expect(outcomes[0]?.reason).toMatch(/three times/);
  });

  test("takes turns with others, so that a large one keeps no small one waiting", async () => {
    const large = await start(prices(...Array.from({ length: 40 }, (_, index) => index + 1)));
    await claimOf(large.ingestId);
    const small = await start(prices(99));
    const next = await claimItems(database.call, {});
    expect(next?.ingestId).toBe(small.ingestId);
  });

  test("can be given up: nothing more of it is stored, and what waited is gone", async () => {
    const job = await start(prices(10, 20));
    const claim = await claimOf(job.ingestId);
    const args = { p_workspace: workspaceId, p_ingest: job.ingestId, p_items: null };
    expect(await database.call("cancel_ingest_items", args)).toBe(2);
    await work(claim).catch(() => undefined);
    expect(await titles()).toEqual([]);
    expect(await contents()).toBe(0);
    expect((await job.finish()).map(({ state }) => state)).toEqual(["cancelled", "cancelled"]);
  });

  test("belongs to its workspace: another can neither see nor change it", async () => {
    const job = await start(prices(10));
    const other = await database.call<{ id: string }>("write_workspace", {
      p_slug: "jobs-other",
      p_config: {},
    });
    const args = { p_workspace: other.id, p_ingest: job.ingestId, p_items: null };
    expect(await database.call("cancel_ingest_items", args)).toBeNull();
    expect(await database.call("retry_ingest_items", args)).toBeNull();
    const page = { p_state: null, p_after_ordinal: -1, p_after_part: 0, p_limit: 10 };
    const { p_workspace, p_ingest } = args;
    expect(await database.call("read_ingest", { p_workspace, p_ingest, ...page })).toBeNull();
    const joining = handIn(
      {
        workspaceId: other.id,
        job: { id: job.ingestId, kind: "bulk", label: "theirs" },
        items: prices(1),
      },
      database,
    );
    await expect(joining).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("an embedding model that fails", () => {
  const overloaded = new ModelError("overloaded", "busy");

  test("lets documents wait, and they are stored when it is there again", async () => {
    const job = await start(prices(10));
    await work(await claimOf(job.ingestId), failing(overloaded));
    expect(await claimItems(database.call, { ingestId: job.ingestId })).toBeUndefined();
    await retriesAreDue();
    await work(await claimOf(job.ingestId));
    expect(await titles()).toEqual(["Price 10"]);
  });

  test("so often that it is left alone is no fault of theirs: they wait until it is asked again", async () => {
    const resting = new ModelError("breaker_open", "left alone", { retryAfterMs: 20_000 });
    const job = await start(prices(10, 20));
    await work(await claimOf(job.ingestId), failing(resting));
    const waiting = { state: "waiting", reason: "The embedding model did not answer." };
    const read = { p_workspace: workspaceId, p_ingest: job.ingestId, p_from: 0, p_to: 9 };
    expect(await database.call("read_ingest_outcomes", read)).toMatchObject([waiting, waiting]);
    await retriesAreDue();
    expect(await job.finish()).toMatchObject([{ state: "ready" }, { state: "ready" }]);
  });

  test("for good fails them with the reason, and they can be tried again", async () => {
    const job = await start(prices(10));
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await retriesAreDue();
      await work(await claimOf(job.ingestId), failing(overloaded));
    }
    const [failed] = await job.finish();
    expect(failed).toMatchObject({
      state: "failed",
      fault: "provider",
      reason: expect.stringContaining("did not answer"),
    });
    const args = { p_workspace: workspaceId, p_ingest: job.ingestId, p_items: [failed?.id] };
    expect(await database.call("retry_ingest_items", args)).toBe(1);
    expect(await job.finish()).toMatchObject([{ state: "ready" }]);
  });

  test("on one text lets the others through", async () => {
    const picky: Embedder = {
      ...localEmbedder,
      embed: (texts) =>
        texts.some((text) => text.includes("20"))
          ? Promise.reject(new ModelError("bad_request", "no"))
          : localEmbedder.embed(texts, "passage"),
    };
    const job = await start(prices(10, 20, 30));
    await work(await claimOf(job.ingestId), picky);
    expect((await job.finish()).map(({ state }) => state)).toEqual(["ready", "failed", "ready"]);
  });
});

describe("what fails", () => {
  test("is shown at the document it was to replace, until a later one takes its place", async () => {
    await (await start(prices(10))).finish();
    const broken = {
      kind: "file",
      file: { name: "10.md", bytes: Buffer.from("---\nnot: [yaml\n---\ntext") },
    } as const;
    expect(await (await start([broken])).finish()).toMatchObject([{ state: "failed", fault: "file" }]);
    const list = () => database.call<object[]>("list_documents", { p_workspace: workspaceId });
    expect(await list()).toMatchObject([
      { title: "Price 10", status: "ready", error: expect.stringContaining("front matter") },
    ]);
    const failures = async () =>
      (await database.call<{ failures: object[] }>("list_ingests", { p_workspace: workspaceId, p_limit: 5 }))
        .failures;
    expect(await failures()).toMatchObject([{ name: "10.md", canRetry: true }]);
    await (await start([textItem("Price 11", "A keg costs 11 dollars.", "10.md")])).finish();
    expect(await list()).toMatchObject([{ title: "Price 11", error: null }]);
    expect(await failures()).toEqual([]);
  });

  test("is kept for a week, and what was never handed in for an hour", async () => {
    const broken = { kind: "file", file: { name: "a.md", bytes: Buffer.from("---\n[\n---\n") } } as const;
    await (await start([broken])).finish();
    const p_item = crypto.randomUUID();
    await database.call("store_ingest_part", {
      ...{ p_workspace: workspaceId, p_item, p_part: 0, p_base64: "YQ==", p_most_bytes: 10_000 },
    });
    expect(await contents()).toBe(2);
    await client.query("update ingest_contents set created_at = now() - interval '2 hours'");
    await database.call("sweep_ingests", {});
    expect(await contents()).toBe(1);
    await client.query("update ingest_items set updated_at = now() - interval '8 days'");
    await database.call("sweep_ingests", {});
    expect(await contents()).toBe(0);
  });
});

describe("a workspace's waiting line", () => {
  const job = () => ({ id: crypto.randomUUID(), kind: "bulk" as const, label: "many" });

  test("is full at its number of documents, and takes more when some are read", async () => {
    const limits = { items: 2, bytes: 1_000_000 };
    const first = await start(prices(1, 2));
    const more = () => handIn({ workspaceId, job: job(), items: prices(3) }, { call: database.call, limits });
    await expect(more()).rejects.toMatchObject({ code: "rate_limited" });
    await first.finish();
    await expect(more()).resolves.toEqual({ first: 0, count: 1 });
  });

  test("is full at its number of bytes; what failed makes room first", async () => {
    const limits = { items: 100, bytes: 4_000 };
    const bytes = Buffer.alloc(3_000, "a");
    const file = (name: string) => [{ kind: "file" as const, file: { name, bytes } }];
    const add = (name: string) =>
      handIn({ workspaceId, job: job(), items: file(name) }, { call: database.call, limits });
    const failed = await start([{ kind: "file", file: { name: "a.xyz", bytes } }]);
    await failed.finish();
    await add("b.md");
    await expect(add("c.md")).rejects.toMatchObject({ code: "rate_limited" });
  });
});

test("what could not be read of a file is told with it, the first time and again", async () => {
  const bytes = await pdfFile(2, (print, number) => {
    if (number === 1) print.line("The first page has a sentence on kegs and on prices.");
  });
  const file = { kind: "file" as const, file: { name: "terms.pdf", bytes } };
  for (const change of ["created", "unchanged"] as const) {
    const [outcome] = await (await start([file])).finish();
    expect(outcome).toMatchObject({
      change,
      reason: expect.stringMatching(/^1 of its 2 pages hold no text/),
    });
  }
});

describe("a site", () => {
  const page = (path: string, text: string) => ({
    ...{ name: `${path}.md`, url: `https://example.com/${path}` },
    bytes: Buffer.from(text),
  });
  const web = (...pages: (ReturnType<typeof page> | { name: string; url: string; reason: string })[]) => ({
    ...emptyWeb,
    async *collectSite() {
      yield* pages;
    },
  });
  const site = { kind: "site" as const, url: "https://example.com/sitemap.xml" };
  const gone = { name: "c", url: "https://example.com/c", reason: "The page is not there (404)." };

  test("becomes a document a page, with its address, and a reason where there is none", async () => {
    const outcomes = await (await start([site])).finish({
      web: web(page("a", "Kegs."), page("b", "Crates."), gone),
    });
    expect(
      outcomes.map(({ sourceKey, state, reason, isHolder }) => [isHolder, sourceKey, state, reason]),
    ).toEqual([
      [true, site.url, "ready", null],
      [false, "https://example.com/a", "ready", null],
      [false, "https://example.com/b", "ready", null],
      [false, "https://example.com/c", "failed", gone.reason],
    ]);
    expect(await database.call("list_documents", { p_workspace: workspaceId })).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ title: "A", url: "https://example.com/a" })]),
    );
  });

  test("fetched again replaces what changed and leaves the rest", async () => {
    await (await start([site])).finish({ web: web(page("a", "Kegs."), page("b", "Crates.")) });
    const again = await (await start([site])).finish({ web: web(page("a", "Kegs."), page("b", "Boxes.")) });
    expect(again.slice(1).map(({ change }) => change)).toEqual(["unchanged", "replaced"]);
    expect((await titles()).length).toBe(2);
  });

  describe("fetched again", () => {
    type Listed = { url: string; error: string | null }[];
    const errors = async () => {
      const documents = await database.call<Listed>("list_documents", { p_workspace: workspaceId });
      return Object.fromEntries(documents.map(({ url, error }) => [url.slice(-1), error]));
    };
    const source = async () => {
      const args = { p_workspace: workspaceId, p_source: { ...site, kind: "sitemap", tags: [] } };
      const { id } = await database.call<{ id: string }>("write_source", args);
      return (reader: WebReader) =>
        startIngest({
          ...{ call: database.call, workspaceId, items: [site] },
          job: { kind: "source", sourceId: id },
        }).then(({ finish }) => finish({ web: reader }));
    };
    const missing = (url: string) =>
      Promise.reject(new AppError("invalid_request", { message: `Nothing at ${url} (404).` }));

    test("says of a page that is gone, or that the site no longer names, why it is as it was", async () => {
      const fetch = await source();
      await fetch(web(page("a", "Kegs."), page("b", "Crates."), page("c", "Pallets.")));
      expect(await errors()).toEqual({ a: null, b: null, c: null });
      await fetch({ ...web(page("a", "Kegs."), gone), fetchPage: missing });
      expect(await errors()).toEqual({
        ...{ a: null, b: "Nothing at https://example.com/b (404)." },
        c: gone.reason,
      });
      await fetch(web(page("a", "Kegs."), page("b", "Crates."), page("c", "Pallets.")));
      expect(await errors()).toEqual({ a: null, b: null, c: null });
    });

    test("asks for no page by itself while the site is not whole", async () => {
      const fetch = await source();
      await fetch(web(page("a", "Kegs."), page("b", "Crates.")));
      const fault = { name: "site", url: site.url, reason: "The site stopped answering." };
      await fetch({ ...web(page("a", "Kegs."), fault), fetchPage: missing });
      await fetch({ ...web(), fetchPage: missing });
      expect(await errors()).toEqual({ a: null, b: null });
    });
  });

  test("that was given up adds no page more", async () => {
    const job = await start([site]);
    const p_items = null;
    const outcomes = await job.finish({
      web: {
        ...emptyWeb,
        async *collectSite() {
          yield page("a", "Kegs.");
          await database.call("cancel_ingest_items", {
            p_workspace: workspaceId,
            p_ingest: job.ingestId,
            p_items,
          });
          yield page("b", "Crates.");
        },
      },
    });
    expect(outcomes.every(({ state }) => state === "cancelled")).toBe(true);
    expect(await titles()).toEqual([]);
  });
});

describe("the vector index", () => {
  const isThere = async () =>
    (await client.query("select 1 from pg_indexes where indexname = 'passage_vectors_384'")).rowCount === 1;
  const rest = (p_ingest: string) => database.call("rest_vector_index", { p_ingest, p_dimensions: 384 });
  const large = (name: string) => textItem(name, "A keg costs ten dollars. ".repeat(36_000));

  test("rests for a large job alone, and is built again when the last of them is done", async () => {
    await (await start(prices(10))).finish();
    const small = await start(prices(20));
    expect(await rest(small.ingestId)).toBe(false);
    expect(await isThere()).toBe(true);

    const [first, second] = [await start([large("One")]), await start([large("Two")])];
    expect([await rest(first.ingestId), await rest(second.ingestId)]).toEqual([true, true]);
    expect(await isThere()).toBe(false);
    const cancel = (p_ingest: string) =>
      database.call("cancel_ingest_items", { p_workspace: workspaceId, p_ingest, p_items: null });
    await cancel(first.ingestId);
    expect(await database.call("due_vector_indexes", {})).toEqual([]);
    expect(await database.call("build_vector_index", { p_dimensions: 384 })).toBe(false);
    await cancel(second.ingestId);
    expect(await database.call("due_vector_indexes", {})).toMatchObject([{ dimensions: 384 }]);
    expect(await database.call("build_vector_index", { p_dimensions: 384 })).toBe(true);
    expect(await isThere()).toBe(true);
    await small.finish();
  });

  test("is left alone where others have more in it than the job brings", async () => {
    const rows = `insert into passage_vectors (passage, workspace_id, model, dimensions, embedding)
      select p.number, p.workspace_id, 'model-' || n, 384, v.embedding
        from passages p join passage_vectors v on v.passage = p.number and v.model = $1, generate_series(1, 1200) n
       where p.number = (select min(number) from passages)`;
    await (await start(prices(10))).finish();
    await client.query(rows, [localEmbedder.model]);
    const job = await start([large("One")]);
    expect(await rest(job.ingestId)).toBe(false);
    expect(await isThere()).toBe(true);
    const args = { p_workspace: workspaceId, p_ingest: job.ingestId, p_items: null };
    await database.call("cancel_ingest_items", args);
  });
});
