import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import pg from "pg";
import { toConnection } from "../../../../lib/db/postgres.ts";
import { type Browser, startApp, type TestApp } from "../../../support/app-request.ts";
import { company } from "../../../support/company.ts";

const adminKey = "an-admin-key-of-some-length";
let app: TestApp;
let browser: Browser;

beforeAll(async () => {
  app = await startApp({
    environment: { NEW_VISITORS_PER_MINUTE_PER_IP: "0", ADMIN_API_KEY: adminKey },
    workspaces: [company(), company("other")],
  });
  browser = app.browser();
});
afterAll(() => app.close());

type Asked = { method?: string; json?: unknown; workspace?: string };

// biome-ignore lint/suspicious/noExplicitAny: each test says what it expects of the answer
async function admin(path: string, { method = "GET", json, workspace }: Asked = {}): Promise<any> {
  const response = await browser.ask(`/api/admin/${path}`, {
    method,
    ...(json !== undefined && { json }),
    headers: { authorization: `Bearer ${adminKey}`, ...(workspace && { "x-workspace": workspace }) },
  });
  return { http: response.status, ...((await response.json()) as object) };
}

async function add(title: string, content: string, workspace?: string): Promise<string> {
  const json = { title, content };
  return (await admin("documents", { method: "POST", json, ...(workspace && { workspace }) })).documents[0]
    .id;
}

/** Scans, waits for the end, and lists what is open. */
async function scan(about = "contradiction") {
  expect((await admin("findings/scan", { method: "POST" })).http).toBe(202);
  for (;;) {
    const found = await admin(`findings?about=${about}`);
    if (found.scan.status !== "running") return found;
  }
}

describe("what contradicts", () => {
  it("is found by a scan, with both excerpts as they stand in their documents", async () => {
    const id = await add("Questions", "# Questions\n\nFor one warehouse a rollout takes ten weeks.");
    const found = await scan();
    expect(found.scan).toMatchObject({
      status: "done",
      documents: 3,
      documentsRead: 3,
      cutShort: false,
      error: null,
    });
    expect(found.changed).toBe(0);
    expect(found.findings).toHaveLength(1);
    const [{ kind, first, second, state, confidence }] = found.findings;
    expect([kind, state]).toEqual(["duration", "open"]);
    expect(confidence).toBeGreaterThan(0.5);
    expect([first.value, second.value].sort()).toEqual(["six weeks", "ten weeks"].sort());
    for (const side of [first, second]) {
      const { content } = await admin(`documents/${side.documentId}`);
      expect(content.slice(side.start, side.end)).toBe(side.excerpt);
    }
    expect([first.documentId, second.documentId]).toContain(id);
  });

  it("stays dismissed through later scans, until the text changes", async () => {
    const [{ id }] = (await admin("findings")).findings;
    const decided = await admin(`findings/${id}`, { method: "PATCH", json: { state: "dismissed" } });
    expect(decided).toMatchObject({ http: 200, state: "dismissed", decidedAt: expect.any(String) });
    expect((await scan()).findings).toEqual([]);
    expect((await admin("findings?state=dismissed")).findings).toHaveLength(1);
    await add("More questions", "For one warehouse a rollout takes twelve weeks.");
    const again = await scan();
    expect(again.findings.map(({ state }: { state: string }) => state)).toEqual(["open", "open"]);
    expect(again.counts.contradiction).toEqual({ open: 2, dismissed: 1 });
    expect(
      (await admin(`findings/${id}`, { method: "PATCH", json: { state: "open" } })).decidedAt,
    ).toBeNull();
  });

  it("goes with a document that is deleted, and with words that are corrected", async () => {
    const { documents } = await admin("documents");
    const wrong = documents.filter(({ title }: { title: string }) => title.endsWith("uestions"));
    await admin(`documents/${wrong[0].id}`, { method: "DELETE" });
    expect((await admin("findings")).findings).toHaveLength(1);
    await admin(`documents/${wrong[1].id}`, { method: "DELETE" });
    expect((await admin("findings")).findings).toEqual([]);
  });

  it("goes when one of the two is corrected", async () => {
    const headers = { authorization: `Bearer ${adminKey}` };
    const write = async (text: string) => {
      const body = new FormData();
      body.append("file", new File([text], "pallet.md", { type: "text/markdown" }));
      await (await browser.ask("/api/admin/documents", { method: "POST", body, headers })).text();
    };
    await add("Deposits", "The deposit for a Juniper pallet is 14 dollars.");
    await write("# Pallets\n\nThe deposit for a Juniper pallet is 18 dollars.");
    expect((await scan()).findings.map(({ kind }: { kind: string }) => kind)).toEqual(["money"]);
    await write("# Pallets\n\nThe deposit for a Juniper pallet is 14 dollars.");
    expect((await scan()).findings).toEqual([]);
  });

  it.each([
    ["PATCH", "findings/x", { state: "open" }, 404],
    ["PATCH", `findings/${crypto.randomUUID()}`, { state: "open" }, 404],
    ["PATCH", `findings/${crypto.randomUUID()}`, { state: "gone" }, 400],
  ])("%s %s %j is refused", async (method, path, json, status) => {
    expect((await admin(path, { method, json })).http).toBe(status);
  });

  it("refuses a list of what there is not", async () => {
    expect((await admin("findings?about=else")).error.field).toBe("about");
    expect((await admin("findings?state=else")).error.field).toBe("state");
  });

  it("is the workspace's own", async () => {
    await add("Here", "For one warehouse a rollout takes nine weeks.", "other");
    const [{ id }] = await (async () => {
      await add("Anew", "For one warehouse a rollout takes eleven weeks.");
      return (await scan()).findings;
    })();
    const workspace = "other";
    expect((await admin("findings", { workspace })).findings).toEqual([]);
    expect(
      (await admin(`findings/${id}`, { method: "PATCH", json: { state: "resolved" }, workspace })).http,
    ).toBe(404);
    const all = JSON.stringify((await admin("findings")).findings);
    expect(all).not.toContain("nine weeks");
  });

  it("is looked for once at a time", async () => {
    const { id } = await app.call<{ id: string }>("read_workspace", { p_slug: "other" });
    const begin = { p_workspace: id, p_scan: crypto.randomUUID() };
    await app.call("begin_knowledge_scan", begin);
    expect((await admin("findings/scan", { method: "POST", workspace: "other" })).http).toBe(409);
    await app.call("end_knowledge_scan", {
      ...{ ...begin, p_status: "failed", p_cut_short: false, p_error: "x", p_findings: null },
    });
    expect((await admin("findings/scan", { method: "POST", workspace: "other" })).http).toBe(202);
  });
});

describe("what is out of date", () => {
  it("is told with the words, or with the document that takes its place", async () => {
    await add("Price list 2024", "Prices of 2024. These prices are valid until March 2025.");
    await add("Price list 2026", "Prices of 2026. These prices are valid until March 2099.");
    const { findings } = await scan("stale");
    type Told = { kind: string; first: { title: string; excerpt: string }; second: { title: string } | null };
    expect(
      findings.map(({ kind, first, second }: Told) => [kind, first.title, first.excerpt, second?.title]),
    ).toEqual(
      expect.arrayContaining([
        ["date_passed", "Price list 2024", "These prices are valid until March 2025.", undefined],
        ["superseded", "Price list 2024", "", "Price list 2026"],
      ]),
    );
    expect(findings).toHaveLength(2);
  });
});

describe("the versions of a document", () => {
  let id: string;

  it("are listed and read, and differ by words", async () => {
    const form = (text: string) => {
      const body = new FormData();
      body.append("file", new File([text], "tap.md", { type: "text/markdown" }));
      return body;
    };
    for (const text of ["# Tap\n\nThe tap is made of brass.", "# Tap\n\nThe tap is made of steel."]) {
      const headers = { authorization: `Bearer ${adminKey}` };
      const response = await browser.ask("/api/admin/documents", {
        method: "POST",
        body: form(text),
        headers,
      });
      id = ((await response.json()) as { documents: { id: string }[] }).documents[0]?.id ?? "";
    }
    const { versions } = await admin(`documents/${id}/versions`);
    expect(
      versions.map(({ version, current }: { version: number; current: boolean }) => [version, current]),
    ).toEqual([
      [2, true],
      [1, false],
    ]);
    const read = await admin(`documents/${id}/versions/2?against=1`);
    expect(read.diff).toMatchObject({ against: 1, byWord: true });
    expect(read.diff.parts).toEqual(
      expect.arrayContaining([
        { kind: "removed", text: "brass" },
        { kind: "added", text: "steel" },
      ]),
    );
  });

  it("can be restored: the old words are found again, and the present ones are kept", async () => {
    const restored = await admin(`documents/${id}/restore`, { method: "POST", json: { version: 1 } });
    expect(restored).toMatchObject({ http: 200, id, change: "replaced" });
    const { passages } = await admin("search", {
      method: "POST",
      json: { query: "What is the tap made of?" },
    });
    expect(passages[0].content).toContain("brass");
    const { versions } = await admin(`documents/${id}/versions`);
    expect(versions.map(({ version }: { version: number }) => version)).toEqual([3, 2, 1]);
    expect((await admin(`documents/${id}/versions/3`)).content).toContain("brass");
    const again = await admin(`documents/${id}/restore`, { method: "POST", json: { version: 3 } });
    expect(again.change).toBe("unchanged");
  });

  it("are nobody else's, and only those there are", async () => {
    const workspace = "other";
    expect((await admin(`documents/${id}/versions`, { workspace })).http).toBe(404);
    expect((await admin(`documents/${id}/versions/1`, { workspace })).http).toBe(404);
    const restore = { method: "POST", json: { version: 1 } };
    expect((await admin(`documents/${id}/restore`, { ...restore, workspace })).http).toBe(404);
    for (const version of ["9", "0", "x", "1.5", "99999999999"])
      expect((await admin(`documents/${id}/versions/${version}`)).http).toBe(404);
    expect((await admin(`documents/${id}/versions/2?against=9`)).http).toBe(404);
    expect((await admin(`documents/${id}/restore`, { method: "POST", json: { version: 9 } })).http).toBe(404);
    expect((await admin(`documents/${id}/restore`, { method: "POST", json: {} })).error.field).toBe(
      "version",
    );
  });
});

describe("the last use of a document", () => {
  it("is told once an answer cites it, however often, and goes with the document", async () => {
    expect((await admin("document-uses")).uses).toEqual({});
    const visitor = app.browser();
    const ask = async (message: string) => {
      const json = { message, mode: "text", useCache: false };
      await (await visitor.ask("/api/chat", { method: "POST", json })).text();
    };
    await ask("How long is a rollout for one warehouse?");
    await ask("How many miles does a planned route save?");
    const { days, uses } = await admin("document-uses");
    expect(days).toBe(30);
    const { documents } = await admin("documents");
    const idOf = (wanted: string) => documents.find(({ title }: { title: string }) => title === wanted).id;
    expect(uses[idOf("Route planning")]).toMatchObject({ citations: 1, lastCitedAt: expect.any(String) });
    expect((await admin("document-uses", { workspace: "other" })).uses).toEqual({});
    await admin(`documents/${idOf("Route planning")}`, { method: "DELETE" });
    expect((await admin("document-uses")).uses).not.toHaveProperty(idOf("Route planning"));
    // Nothing is left of it either where nobody looks.
    const client = new pg.Client(toConnection(String(app.runtime.databaseUrl)));
    await client.connect();
    const left = await client.query("select from document_citations where document_id = $1", [
      idOf("Route planning"),
    ]);
    await client.end();
    expect(left.rowCount).toBe(0);
  });
});
