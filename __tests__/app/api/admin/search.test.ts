import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { POST as add } from "../../../../app/api/admin/documents/route.ts";
import { POST as search } from "../../../../app/api/admin/search/route.ts";
import { adminRequest, jsonRequest, openConsole, withParams } from "./open-console.ts";

let app: Awaited<ReturnType<typeof openConsole>>;
let claims: string;
const none = withParams({});

beforeAll(async () => {
  app = await openConsole();
  claims = await addDocument({
    title: "Bill-back claims",
    content: "A bill-back claim is paid when it arrives early and complete.",
    tags: ["cash"],
  });
  await addDocument({
    title: "Late claims",
    content: "A claim that arrives late is paid late, and drivers hear of it first.",
    tags: ["driver"],
  });
  await addDocument({ title: "Kegs", content: "Empty kegs come back on the same truck." });
  await addDocument(
    { title: "Hidden claim", content: "A bill-back claim of another company." },
    { "x-workspace": "other" },
  );
});
afterAll(() => app.close());

async function addDocument(document: object, headers = {}): Promise<string> {
  const response = await add(jsonRequest("documents", document, headers), none);
  return (await response.json()).documents[0].id;
}

async function find(body: object, headers = {}) {
  const response = await search(jsonRequest("search", body, headers), none);
  return { status: response.status, ...(await response.json()) };
}

describe("searching the knowledge base", () => {
  it("brings back passages with their place in each half, their score and what it is made of", async () => {
    const { status, passages, tookMs } = await find({ query: "When is a bill-back claim paid?" });
    expect(status).toBe(200);
    expect(tookMs).toBeGreaterThan(0);
    expect(passages[0]).toMatchObject({
      passageId: expect.any(String),
      documentId: claims,
      title: "Bill-back claims",
      headingPath: [],
      start: 0,
      lexicalRank: 1,
      vectorRank: 1,
      liftedBy: { personas: [], intents: [] },
    });
    const { content, end, score, similarity, contributions } = passages[0];
    expect(end).toBe(content.length);
    expect(similarity).toBeGreaterThan(0);
    const { words, meaning, coverage, alike, lift } = contributions;
    expect(score).toBeCloseTo((words + meaning + coverage + alike) * lift, 10);
  });

  it("lifts what is for the visitor that is being tried, and says so", async () => {
    const query = "When is a claim paid?";
    const plain = (await find({ query })).passages.find(
      ({ title }: { title: string }) => title === "Late claims",
    );
    const { passages } = await find({ query, personaScores: { driver: 1 } });
    const lifted = passages.find(({ title }: { title: string }) => title === "Late claims");
    expect(lifted.score).toBeGreaterThan(plain.score);
    expect(lifted.liftedBy.personas).toEqual(["driver"]);
  });

  it("keeps to the documents or tags that are named", async () => {
    const titlesFrom = async (sources: string[]) =>
      (await find({ query: "When is a claim paid?", sources })).passages.map(
        ({ title }: { title: string }) => title,
      );
    expect(await titlesFrom(["driver"])).toEqual(["Late claims"]);
    expect(await titlesFrom([claims])).toEqual(["Bill-back claims"]);
    expect(await titlesFrom(["nothing-has-this"])).toEqual([]);
  });

  it("brings back no more than was asked for", async () => {
    expect((await find({ query: "When is a claim paid?", limit: 1 })).passages).toHaveLength(1);
  });

  it("never finds another company's passages", async () => {
    const found = async (headers = {}) =>
      (await find({ query: "bill-back claim", limit: 50 }, headers)).passages.map(
        ({ title }: { title: string }) => title,
      );
    expect(await found()).not.toContain("Hidden claim");
    expect(await found({ "x-workspace": "other" })).toEqual(["Hidden claim"]);
  });

  it.each([
    [{}, "query"],
    [{ query: "  " }, "query"],
    [{ query: "a\u0000" }, "query"],
    [{ query: "a".repeat(4001) }, "query"],
    [{ query: "a", limit: 0 }, "limit"],
    [{ query: "a", limit: 51 }, "limit"],
    [{ query: "a", limit: 1.5 }, "limit"],
    [{ query: "a", personaScores: { driver: 2 } }, "personaScores.driver"],
    [{ query: "a", sources: [] }, "sources"],
    [{ query: "a", sources: ["\u0000"] }, "sources.0"],
    [{ query: "a", depth: 3 }, "depth"],
  ])("refuses %j and names the field", async (body, field) => {
    const { status, error } = await find(body);
    expect([status, error.field]).toEqual([400, field]);
  });

  it("is for operators: a viewer may, a stranger may not", async () => {
    const cookie = await app.signIn({ role: "viewer", workspaces: ["bevgenie"] });
    expect((await find({ query: "claim" }, { cookie })).status).toBe(200);
    const stranger = adminRequest("search", { method: "POST", headers: { cookie: "a=b" }, body: "{}" });
    expect((await search(stranger, none)).status).toBe(401);
  });
});
