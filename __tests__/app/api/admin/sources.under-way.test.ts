/** A source that is fetched at the moment: removed it leaves nothing behind, and it is not fetched twice. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { GET as listDocuments } from "../../../../app/api/admin/documents/route.ts";
import { POST as refresh } from "../../../../app/api/admin/sources/[id]/refresh/route.ts";
import { DELETE as removeSource } from "../../../../app/api/admin/sources/[id]/route.ts";
import { POST as addSource } from "../../../../app/api/admin/sources/route.ts";
import { database } from "../../../../lib/wiring.ts";
import { adminRequest, jsonRequest, openConsole, withParams } from "./open-console.ts";

let app: Awaited<ReturnType<typeof openConsole>>;
let p_workspace: string;
beforeAll(async () => {
  app = await openConsole();
  p_workspace = (await app.call<{ id: string }>("read_workspace", { p_slug: "bevgenie" })).id;
});
afterAll(() => app.close());

const fetchAgain = async (id: string) => {
  const response = await refresh(adminRequest("x", { method: "POST" }), withParams({ id }));
  return ((await response.json()) as { ingestId: string }).ingestId;
};
const remove = (id: string) => removeSource(adminRequest("x", { method: "DELETE" }), withParams({ id }));

async function makeSource(url: string): Promise<string> {
  const p_source = { kind: "sitemap", url, tags: [] };
  return (await app.call<{ id: string }>("write_source", { p_workspace, p_source })).id;
}

/** A job that fetches the source; `store` stores its one page, as whoever works on it does. */
async function fetching(sourceId: string, address: string) {
  const [p_ingest, item, p_worker] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const job = { id: p_ingest, kind: "source", label: address, sourceId };
  await app.call("open_ingest", { p_workspace, p_ingest: job });
  await app.call("add_ingest_items", {
    ...{ p_workspace, p_ingest, p_most_items: 100, p_most_bytes: 1_000_000 },
    p_items: [{ id: item, kind: "text", name: address, sourceKey: address, text: "Ten kegs." }],
  });
  await app.call("claim_ingest_items", {
    ...{ p_worker, p_ingest, p_lease_seconds: 60, p_from_web: null },
    ...{ p_most_items: 10, p_most_bytes: 1_000_000 },
  });
  const document = { title: address, url: address, tags: [], sample: false, body: "Ten kegs." };
  return {
    id: p_ingest,
    isOver: async () => {
      const range = { p_state: null, p_after_ordinal: -1, p_after_part: -1, p_limit: 1 };
      const read = { p_workspace, p_ingest, ...range };
      return (await app.call<{ finishedAt: string | null }>("read_ingest", read)).finishedAt !== null;
    },
    store: () =>
      app.call<object[]>("store_ingested", {
        ...{ p_workspace, p_worker, p_embedding_model: "local" },
        p_entries: [
          { item, document: { ...document, sourceKey: address, contentHash: address }, passages: [] },
        ],
      }),
  };
}

const titles = async () => {
  const response = await listDocuments(adminRequest("documents"), withParams({}));
  return ((await response.json()) as { documents: { title: string }[] }).documents.map(({ title }) => title);
};

test("with a page that is stored between looking and giving up", async () => {
  const address = "https://example.com/late";
  const source = await makeSource("https://example.com/sitemap.xml");
  const job = await fetching(source, address);
  const opened = database();
  const { call } = opened;
  opened.call = async (name, args) => {
    if (name === "cancel_ingest_items") await job.store();
    return call(name, args);
  };
  const response = await remove(source);
  opened.call = call;
  expect([response.status, await response.json()]).toMatchObject([200, { documents: 1 }]);
  expect(await titles()).toEqual([]);
});

test("with two jobs that fetch it, as two operators began them at once", async () => {
  const source = await makeSource("https://example.com/other.xml");
  const jobs = [
    await fetching(source, "https://example.com/one"),
    await fetching(source, "https://example.com/two"),
  ];
  expect((await remove(source)).status).toBe(200);
  expect(await Promise.all(jobs.map((job) => job.isOver()))).toEqual([true, true]);
  expect(await Promise.all(jobs.map((job) => job.store()))).toEqual([[{ lost: true }], [{ lost: true }]]);
  expect(await titles()).toEqual([]);
});

test("fetched again it is the job that is under way, until that has ended", async () => {
  const source = await makeSource("https://example.com/again.xml");
  const job = await fetching(source, "https://example.com/again");
  expect(await fetchAgain(source)).toBe(job.id);
  await job.store();
  expect(await fetchAgain(source)).not.toBe(job.id);
});

test("added by two at once it is fetched once, and both are told of the same job", async () => {
  const opened = database();
  const { call } = opened;
  const written: (() => void)[] = [];
  // Both have written the address before either begins to fetch it.
  opened.call = async (name, args) => {
    const answer = await call(name, args);
    if (name !== "write_source") return answer as never;
    await new Promise<void>((done) => {
      written.push(done);
      if (written.length === 2) for (const go of written) go();
    });
    return answer as never;
  };
  const body = { url: "https://example.com/twice.xml", kind: "sitemap" };
  const add = async () => {
    const response = await addSource(jsonRequest("sources", body), withParams({}));
    return (await response.json()) as { source: { id: string; ingestId: string } };
  };
  const [first, second] = await Promise.all([add(), add()]);
  opened.call = call;
  expect(second?.source).toMatchObject({ id: first?.source.id, ingestId: first?.source.ingestId });
});

test("that cannot be begun because too much waits leaves no job behind", async () => {
  const p_source = await makeSource("https://example.com/full.xml");
  const begin = (p_most_items: number) =>
    app.call<{ full?: string; begun?: boolean }>("begin_source_ingest", {
      ...{ p_workspace, p_source, p_by: "somebody", p_most_items, p_most_bytes: 1_000_000 },
      ...{ p_ingest: crypto.randomUUID(), p_item: crypto.randomUUID() },
    });
  expect(await begin(0)).toEqual({ full: "items" });
  expect(await begin(1_000)).toMatchObject({ begun: true });
  await remove(p_source);
});

test("begun anew while it is removed, it leaves nothing behind", async () => {
  const source = await makeSource("https://example.com/anew.xml");
  const jobs: Awaited<ReturnType<typeof fetching>>[] = [];
  const opened = database();
  const { call } = opened;
  opened.call = async (name, args) => {
    if (name === "delete_source" && jobs.length === 0) {
      jobs.push(await fetching(source, "https://example.com/anew"));
      await jobs[0]?.store();
    }
    return call(name, args);
  };
  const response = await remove(source);
  opened.call = call;
  expect(await response.json()).toMatchObject({ deleted: true, documents: 1 });
  expect(await titles()).not.toContain("https://example.com/anew");
});
