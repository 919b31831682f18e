import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { GET as readOne, DELETE as remove } from "../../../../app/api/admin/documents/[id]/route.ts";
import { POST as add, GET as list, PUT as put } from "../../../../app/api/admin/documents/route.ts";
import { GET as readJob } from "../../../../app/api/admin/ingests/[id]/route.ts";
import { ingests } from "../../../../lib/wiring.ts";
import { adminRequest, jsonRequest, openConsole, withParams } from "./open-console.ts";

let app: Awaited<ReturnType<typeof openConsole>>;
beforeAll(async () => {
  app = await openConsole();
});
afterAll(() => app.close());

const none = withParams({});
const guide =
  "# Claims\n\nA bill-back is paid when it arrives early.\n\n## Proof\n\nInvoices prove a bill-back claim.";

function upload(files: [name: string, content: string | Uint8Array<ArrayBuffer>][], headers = {}): Request {
  const form = new FormData();
  for (const [name, content] of files) form.append("file", new File([content], name));
  return adminRequest("documents", { method: "POST", body: form, headers });
}

async function titles(headers: Record<string, string> = {}): Promise<string[]> {
  const { documents } = await (await list(adminRequest("documents", { headers }), none)).json();
  return documents.map(({ title }: { title: string }) => title);
}

async function jobEnded(id: string): Promise<void> {
  for (;;) {
    const job = await (await readJob(adminRequest("ingests/x"), withParams({ id }))).json();
    if (job.finishedAt) return;
    await ingests().whenSettled(id);
  }
}

describe("adding documents", () => {
  it("stores one that comes as JSON, and gives back its passages with their offsets", async () => {
    const response = await add(
      jsonRequest("documents", {
        title: "Claims guide",
        content: guide,
        url: "https://example.com/claims",
        tags: ["cash"],
      }),
      none,
    );
    expect(response.status).toBe(200);
    const { documents } = await response.json();
    expect(documents).toEqual([
      { id: expect.any(String), title: "Claims guide", passages: 1, status: "ready", change: "created" },
    ]);
    const read = await readOne(
      adminRequest(`documents/${documents[0].id}`),
      withParams({ id: documents[0].id }),
    );
    const stored = await read.json();
    expect(stored).toMatchObject({
      title: "Claims guide",
      url: "https://example.com/claims",
      tags: ["cash"],
      content: guide,
    });
    for (const { start, end, content } of stored.passages)
      expect(stored.content.slice(start, end)).toBe(content);
  });

  it("stores every file of an upload, and says of a bad one why it is left out", async () => {
    const response = await add(
      upload([
        ["slotting.md", "---\ntitle: Slotting\ntags: [warehouse]\n---\n\nFast movers stand near the door."],
        ["picture.png", new Uint8Array([137, 80, 78, 71])],
        ["latin.txt", new Uint8Array([72, 228, 117])],
        ["notes.txt", "Empty kegs come back."],
      ]),
      none,
    );
    expect(response.status).toBe(200);
    const { documents } = await response.json();
    expect(documents.map(({ title, status }: { title: string; status: string }) => [title, status])).toEqual([
      ["Slotting", "ready"],
      ["picture.png", "failed"],
      ["latin.txt", "failed"],
      ["Notes", "ready"],
    ]);
    expect(documents[1]).toEqual({
      id: null,
      title: "picture.png",
      passages: 0,
      status: "failed",
      error: expect.stringContaining(".png cannot be read"),
    });
    expect(documents[2].error).toMatch(/UTF-8/);
  });

  it("replaces a file by the next one of the same name instead of keeping both", async () => {
    const first = await (await add(upload([["kegs.md", "# Kegs\n\nThirty dollars."]]), none)).json();
    const second = await (await add(upload([["kegs.md", "# Kegs\n\nForty dollars."]]), none)).json();
    expect(second.documents[0]).toMatchObject({ id: first.documents[0].id, change: "replaced" });
    expect((await titles()).filter((title) => title === "Kegs")).toHaveLength(1);
  });

  it("answers a bulk load with a line for each document in order, bad ones among them", async () => {
    const lines = [
      JSON.stringify({ title: "First", content: "One." }),
      "{not json",
      "",
      JSON.stringify({ title: "Third", content: "Three.", colour: "red" }),
      JSON.stringify({ title: "Fourth", content: "Four." }),
    ];
    const request = adminRequest("documents", {
      method: "POST",
      headers: { "content-type": "application/x-ndjson" },
      body: lines.join("\n"),
    });
    const response = await add(request, none);
    expect(response.headers.get("content-type")).toBe("application/x-ndjson");
    const told = (await response.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(told).toMatchObject([
      { title: "First", passages: 1, status: "ready" },
      { id: null, title: "Line 2", status: "failed", error: "This line is not valid JSON." },
      { id: null, title: "Third", status: "failed", error: expect.stringContaining("colour") },
      { title: "Fourth", passages: 1, status: "ready" },
    ]);
  });

  it("tells of each line as soon as it is stored, and stores the others when the reader leaves", async () => {
    const lines = ["Left one", "Left two", "Left three", "Left four"].map((title) =>
      JSON.stringify({ title, content: title }),
    );
    const request = adminRequest("documents?ingest=0d6f7a52-6a0c-4e3b-9a1b-1f2f6e6f4f10", {
      method: "POST",
      headers: { "content-type": "application/x-ndjson" },
      body: lines.join("\n"),
    });
    const reader = (await add(request, none)).body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    expect(JSON.parse(new TextDecoder().decode(value))).toMatchObject({ title: "Left one", status: "ready" });
    await reader?.cancel();
    await jobEnded("0d6f7a52-6a0c-4e3b-9a1b-1f2f6e6f4f10");
    expect(await titles()).toContain("Left four");
  });

  it("is answered before it is read for whoever asks for that, with the job that tells the rest", async () => {
    const sent = await add(upload([["later.md", "# Later\n\nSoon."]], { prefer: "respond-async" }), none);
    const { documents } = await sent.json();
    expect(documents).toEqual([
      {
        ...{ id: null, title: "later.md", passages: 0, ingestId: expect.any(String) },
        status: expect.stringMatching(/^(waiting|processing)$/),
      },
    ]);
    await jobEnded(documents[0].ingestId);
    expect(await titles()).toContain("Later");
  });

  it("goes into the job that the sender named, and into nobody else's", async () => {
    const id = crypto.randomUUID();
    const into = (name: string, headers = {}, job: string = id) => {
      const form = new FormData();
      form.append("file", new File(["text"], name));
      return add(adminRequest(`documents?ingest=${job}`, { method: "POST", body: form, headers }), none);
    };
    expect((await into("one.md")).status).toBe(200);
    expect((await into("two.md")).status).toBe(200);
    const job = await (await readJob(adminRequest("ingests/x"), withParams({ id }))).json();
    expect(job.entries.map(({ name }: { name: string }) => name)).toEqual(["one.md", "two.md"]);
    expect((await into("three.md", { "x-workspace": "other" })).status).toBe(404);
    expect((await into("four.md", {}, "none")).status).toBe(400);
  });
});

describe("what cannot be added", () => {
  const refusals: { name: string; request: () => Request; status: number; field?: string }[] = [
    { name: "a body that is not JSON", request: () => post("application/json", "{"), status: 400 },
    { name: "an unknown field", request: () => document({ owner: "c" }), status: 400, field: "owner" },
    { name: "no text", request: () => document({ content: " \n " }), status: 400, field: "content" },
    {
      name: "a NUL in the title",
      request: () => document({ title: "a\u0000" }),
      status: 400,
      field: "title",
    },
    {
      name: "half a surrogate pair",
      request: () => document({ content: "b\ud800" }),
      status: 400,
      field: "content",
    },
    {
      name: "a link that runs code",
      request: () => document({ url: "javascript:alert(1)" }),
      status: 400,
      field: "url",
    },
    {
      name: "a link with a NUL",
      request: () => document({ url: "http://a/\u0000" }),
      status: 400,
      field: "url",
    },
    { name: "tags that are no texts", request: () => document({ tags: [7] }), status: 400, field: "tags.0" },
    { name: "another content type", request: () => post("text/csv", "a,b"), status: 415 },
    { name: "no content type", request: () => post("", "a"), status: 415 },
    { name: "multipart without a boundary", request: () => post("multipart/form-data", "a"), status: 400 },
    {
      name: "multipart that is not",
      request: () => post("multipart/form-data; boundary=x", "a"),
      status: 400,
    },
    {
      name: "multipart that breaks off",
      request: () => post("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form"),
      status: 400,
    },
    {
      name: "a part of another name",
      request: () => form("photo", new File(["a"], "a.md")),
      status: 400,
      field: "photo",
    },
    { name: "a part that is no file", request: () => form("file", "a"), status: 400, field: "file" },
    { name: "a bulk load of nothing", request: () => post("application/x-ndjson", "\n\n"), status: 400 },
    {
      name: "more files than are read at once",
      request: () => upload(Array.from({ length: 101 }, (_, n) => [`${n}.md`, "a"])),
      status: 400,
      field: "file",
    },
  ];

  it.each(refusals)("is refused: $name", async ({ request, status, field }) => {
    const response = await add(request(), none);
    const { error } = await response.json();
    expect([response.status, error.field]).toEqual([status, field]);
  });

  it.each(["application/json", "multipart/form-data; boundary=x", "application/x-ndjson"])(
    "is refused while it is read when it never ends: %s",
    async (type) => {
      let sent = 0;
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          sent += 1;
          controller.enqueue(new Uint8Array(1024 * 1024).fill(97));
        },
      });
      const response = await add(
        adminRequest("documents", { method: "POST", headers: { "content-type": type }, body: endless }),
        none,
      );
      expect(response.status).toBe(413);
      expect(sent).toBeLessThanOrEqual(23);
    },
  );

  it("is a text so long that indexing it would hold everybody up", async () => {
    const long = "a word ".repeat(143_000);
    expect((await add(document({ content: long }), none)).status).toBe(400);
    const { documents } = await (await add(upload([["long.txt", long]]), none)).json();
    expect(documents[0]).toMatchObject({ status: "failed", error: expect.stringContaining("1,000,000") });
  });

  it.each([
    ["that is too long", "a".repeat(400)],
    ["that ends within a character where it is cut", `${"a".repeat(299)}🍺`],
    ["with a character that no database holds", "a\0b"],
  ])("does not reach the database by a file's name %s", async (_, name) => {
    const response = await add(upload([[`${name}.md`, "text"]]), none);
    expect(response.status).toBe(200);
    const { documents } = await response.json();
    expect(documents[0]).toMatchObject({ status: "failed" });
  });
});

describe("a document", () => {
  it("is gone after it was deleted, and cannot be deleted twice", async () => {
    const { documents } = await (
      await add(jsonRequest("documents", { title: "Short-lived", content: "Gone soon." }), none)
    ).json();
    const at = withParams({ id: documents[0].id });
    expect((await remove(adminRequest("documents/x", { method: "DELETE" }), at)).status).toBe(200);
    expect((await readOne(adminRequest("documents/x"), at)).status).toBe(404);
    expect((await remove(adminRequest("documents/x", { method: "DELETE" }), at)).status).toBe(404);
    expect(await titles()).not.toContain("Short-lived");
  });

  it("belongs to its workspace alone", async () => {
    const other = { "x-workspace": "other" };
    const { documents } = await (
      await add(jsonRequest("documents", { title: "Secret", content: "Ours." }, other), none)
    ).json();
    const at = withParams({ id: documents[0].id });
    expect(await titles()).not.toContain("Secret");
    expect(await titles(other)).toEqual(["Secret"]);
    expect((await readOne(adminRequest("documents/x"), at)).status).toBe(404);
    expect((await remove(adminRequest("documents/x", { method: "DELETE" }), at)).status).toBe(404);
    expect((await readOne(adminRequest("documents/x", { headers: other }), at)).status).toBe(200);
  });

  it.each(["x", "", "%00", "../other"])("that nobody could have is not found: %s", async (id) => {
    expect((await readOne(adminRequest("documents/x"), withParams({ id }))).status).toBe(404);
  });
});

describe("rights", () => {
  it("are asked for by every method", async () => {
    const bare = (method: string) =>
      adminRequest("documents", { method, headers: { cookie: "bevgenie_operator=forged" } });
    const at = withParams({ id: crypto.randomUUID() });
    expect((await list(bare("GET"), none)).status).toBe(401);
    expect((await add(bare("POST"), none)).status).toBe(401);
    expect((await readOne(bare("GET"), at)).status).toBe(401);
    expect((await remove(bare("DELETE"), at)).status).toBe(401);
    const wrongKey = adminRequest("documents", { headers: { authorization: "Bearer wrong" } });
    expect((await list(wrongKey, none)).status).toBe(401);
  });

  it("let a viewer read and not change", async () => {
    const cookie = await app.signIn({ role: "viewer", workspaces: ["bevgenie"] });
    expect((await list(adminRequest("documents", { headers: { cookie } }), none)).status).toBe(200);
    expect((await add(upload([["a.md", "a"]], { cookie }), none)).status).toBe(403);
    const at = withParams({ id: crypto.randomUUID() });
    expect(
      (await remove(adminRequest("documents/x", { method: "DELETE", headers: { cookie } }), at)).status,
    ).toBe(403);
  });

  it("end at the operator's workspaces", async () => {
    const cookie = await app.signIn({ role: "editor", workspaces: ["other"] });
    const reach = async (headers: Record<string, string>) =>
      (await list(adminRequest("documents", { headers: { cookie, ...headers } }), none)).status;
    expect(await reach({})).toBe(200);
    expect(await reach({ "x-workspace": "other" })).toBe(200);
    expect(await reach({ "x-workspace": "bevgenie" })).toBe(403);
    expect(await reach({ "x-workspace": "nobodys" })).toBe(403);
  });

  it("are not given to another site", async () => {
    const cookie = await app.signIn({ role: "editor", workspaces: ["bevgenie"] });
    const request = upload([["a.md", "a"]], { cookie, "sec-fetch-site": "cross-site" });
    expect((await add(request, none)).status).toBe(403);
  });

  it("do not extend to methods that are not there", async () => {
    const response = await put(adminRequest("documents", { method: "PUT" }), none);
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, POST, HEAD, OPTIONS"]);
  });
});

function post(type: string, body: string): Request {
  return adminRequest("documents", { method: "POST", headers: { "content-type": type }, body });
}

function form(name: string, value: File | string): Request {
  const body = new FormData();
  if (typeof value === "string") body.append(name, value);
  else body.append(name, value);
  return adminRequest("documents", { method: "POST", body });
}

function document(change: Record<string, unknown>): Request {
  return jsonRequest("documents", { title: "a", content: "b", ...change });
}
