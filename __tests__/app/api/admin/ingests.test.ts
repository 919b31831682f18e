import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { POST as add } from "../../../../app/api/admin/documents/route.ts";
import { POST as cancel } from "../../../../app/api/admin/ingests/[id]/cancel/route.ts";
import { POST as retry } from "../../../../app/api/admin/ingests/[id]/retry/route.ts";
import { GET as read } from "../../../../app/api/admin/ingests/[id]/route.ts";
import { GET as list } from "../../../../app/api/admin/ingests/route.ts";
import { POST as refresh } from "../../../../app/api/admin/sources/[id]/refresh/route.ts";
import { DELETE as removeSource } from "../../../../app/api/admin/sources/[id]/route.ts";
import { POST as addSource, GET as listSources } from "../../../../app/api/admin/sources/route.ts";
import { ingests } from "../../../../lib/wiring.ts";
import { adminRequest, jsonRequest, openConsole, withParams } from "./open-console.ts";

let app: Awaited<ReturnType<typeof openConsole>>;
beforeAll(async () => {
  app = await openConsole();
});
afterAll(() => app.close());

const none = withParams({});
type Named = { name: string; state: string };

async function bulk(lines: object[], headers: Record<string, string> = {}): Promise<string> {
  const id = crypto.randomUUID();
  const request = adminRequest(`documents?ingest=${id}`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson", ...headers },
    body: lines.map((line) => JSON.stringify(line)).join("\n"),
  });
  await (await add(request, none)).text();
  return id;
}

const page = async (id: string, query = "", headers = {}) => {
  const response = await read(adminRequest(`ingests/${id}${query}`, { headers }), withParams({ id }));
  return { status: response.status, ...(await response.json()) };
};

describe("jobs", () => {
  it("are listed with how far they are, and what failed waits to be looked at", async () => {
    const id = await bulk([
      { title: "Kegs", content: "Ten dollars." },
      { title: "Bad", colour: "red" },
    ]);
    const { ingests: jobs, failures } = await (await list(adminRequest("ingests"), none)).json();
    expect(jobs[0]).toMatchObject({
      ...{ id, kind: "bulk", label: "2 documents", createdBy: "An API key", items: 2, passages: 1 },
      counts: { ready: 1, failed: 1 },
      entries: [{ name: "Bad" }, { name: "Kegs" }],
    });
    expect(failures).toMatchObject([
      { ingestId: id, name: "Bad", reason: expect.any(String), canRetry: false },
    ]);
  });

  it("are read page by page, and by the state of their items", async () => {
    const id = await bulk([..."abcde"].map((title) => ({ title, content: `Document ${title}.` })));
    const names = ({ entries }: { entries: Named[] }) => entries.map(({ name }) => name);
    const first = await page(id, "?limit=2");
    expect([names(first), first.next]).toEqual([["a", "b"], "1.0"]);
    const second = await page(id, `?limit=2&after=${first.next}`);
    expect([names(second), second.next]).toEqual([["c", "d"], "3.0"]);
    expect(names(await page(id, `?limit=2&after=${second.next}`))).toEqual(["e"]);
    expect(names(await page(id, "?state=failed"))).toEqual([]);
    expect((await page(id, "?state=lost")).status).toBe(400);
    expect((await page(id, "?after=x")).status).toBe(400);
  });

  it("can have what failed given up, and tried again where it is still kept", async () => {
    const form = new FormData();
    form.append("file", new File(["\0"], "broken.md"));
    const id = crypto.randomUUID();
    await add(adminRequest(`documents?ingest=${id}`, { method: "POST", body: form }), none);
    const [failed] = (await page(id)).entries;
    expect(failed).toMatchObject({ state: "failed", canRetry: true });
    const at = withParams({ id });
    const again = await retry(jsonRequest("ingests/x/retry", { items: [failed.id] }), at);
    expect(await again.json()).toEqual({ id, retried: 1 });
    while ((await page(id)).finishedAt === null) await ingests().whenSettled(id);
    expect((await page(id)).entries).toMatchObject([{ state: "failed", attempts: 1 }]);
    const given = await cancel(jsonRequest("ingests/x/cancel", { items: [failed.id] }), at);
    expect(await given.json()).toEqual({ id, cancelled: 1 });
    expect((await page(id)).entries).toMatchObject([{ state: "cancelled" }]);
    const { failures } = await (await list(adminRequest("ingests"), none)).json();
    expect(failures.map(({ name }: Named) => name)).not.toContain("broken.md");
  });

  it("of another workspace are not there, and a viewer changes none", async () => {
    const id = await bulk([{ title: "Theirs", content: "Secret." }], { "x-workspace": "other" });
    const at = withParams({ id });
    expect((await page(id)).status).toBe(404);
    expect((await cancel(jsonRequest("x", {}), at)).status).toBe(404);
    expect((await retry(jsonRequest("x", {}), at)).status).toBe(404);
    expect((await page(id, "", { "x-workspace": "other" })).status).toBe(200);
    const cookie = await app.signIn({ role: "viewer", workspaces: ["other"] });
    expect((await cancel(jsonRequest("x", {}, { cookie, authorization: "" }), at)).status).toBe(401);
    const asViewer = (path: string) =>
      new Request(`http://localhost:3000/api/admin/${path}`, {
        ...{ method: "POST", headers: { cookie, "content-type": "application/json" }, body: "{}" },
      });
    expect((await cancel(asViewer("x"), at)).status).toBe(403);
    expect((await retry(asViewer("x"), at)).status).toBe(403);
    expect((await addSource(asViewer("x"), none)).status).toBe(403);
  });
});

describe("sources", () => {
  it("are kept once, fetched by a job, and go with their documents", async () => {
    const made = await addSource(
      jsonRequest("sources", { url: "http://127.0.0.1:9/kegs", tags: ["web"] }),
      none,
    );
    const { source } = await made.json();
    expect(source).toMatchObject({ kind: "page", url: "http://127.0.0.1:9/kegs", tags: ["web"] });
    while ((await page(source.ingestId)).finishedAt === null) await ingests().whenSettled(source.ingestId);
    expect((await page(source.ingestId)).entries).toMatchObject([{ state: "failed", canRetry: true }]);
    const at = withParams({ id: source.id });
    const again = await (await refresh(adminRequest("x", { method: "POST" }), at)).json();
    expect(again.ingestId).not.toBe(source.ingestId);
    const sources = async () => (await (await listSources(adminRequest("sources"), none)).json()).sources;
    expect(await sources()).toMatchObject([{ id: source.id, documents: 0, ingest: { id: again.ingestId } }]);
    expect((await removeSource(adminRequest("x", { method: "DELETE" }), at)).status).toBe(200);
    expect((await removeSource(adminRequest("x", { method: "DELETE" }), at)).status).toBe(404);
    expect(await sources()).toEqual([]);
  });

  it.each([
    ["an address of another kind", { url: "file:///etc/passwd" }, "url"],
    ["a password in the address", { url: "https://me:secret@example.com/" }, "url"],
    ["a name in the address", { url: "https://bank.example@example.com/" }, "url"],
    ["no address", { kind: "page" }, "url"],
    ["an unknown kind", { url: "https://example.com", kind: "feed" }, "kind"],
    ["an unknown field", { url: "https://example.com", depth: 3 }, "depth"],
  ])("are refused with %s", async (_, body, field) => {
    const response = await addSource(jsonRequest("sources", body), none);
    const { error } = await response.json();
    expect([response.status, error.field]).toEqual([400, field]);
  });
});
