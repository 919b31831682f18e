/** Re-ranking is turned on by what the workspace's own judged runs show, and by nothing else. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { openaiAnswer } from "../../../lib/models/recorded-wire.ts";
import { type Browser, frameOf, readFrames, startApp, type TestApp } from "../../../support/app-request.ts";
import { company } from "../../../support/company.ts";
import { addKegs, kegQuestion } from "../../../support/kegs.ts";
import { type MockProvider, startMockProvider } from "../../../support/mock-provider.ts";

const authorization = "Bearer an-admin-key-of-some-length";
let app: TestApp;
let mock: MockProvider;
let browser: Browser;
/** In the search's own order. */
let found: { documentId: string; title: string }[];

beforeAll(async () => {
  mock = await startMockProvider();
  app = await startApp({
    workspaces: [company(), company("other"), { ...company("home"), localOnly: true }],
    environment: {
      OPENAI_API_KEY: "sk-test-key",
      OPENAI_BASE_URL: `${mock.url}/v1`,
      EMBEDDING_MODEL: "local",
      ADMIN_API_KEY: authorization.slice("Bearer ".length),
      NEW_VISITORS_PER_MINUTE_PER_IP: "0",
    },
  });
  browser = app.browser();
  await addKegs(browser, { authorization });
  found = (await admin("search", { method: "POST", json: { query: kegQuestion } })).passages;
  await keep(kegQuestion, [found[1]]);
});
afterAll(async () => {
  await app.close();
  await mock.close();
});
beforeEach(() => mock.forget());

type Asked = { method?: string; json?: unknown; workspace?: string };
// biome-ignore lint/suspicious/noExplicitAny: each test says what it expects of the answer
async function admin(path: string, asked: Asked = {}): Promise<any> {
  const { method = "GET", json, workspace = "bevgenie" } = asked;
  const response = await browser.ask(`/api/admin/${path}`, {
    method,
    ...(json !== undefined && { json }),
    headers: { authorization, "x-workspace": workspace },
  });
  return { http: response.status, ...((await response.json()) as object) };
}

const keep = (question: string, expected: ({ documentId: string } | undefined)[]) =>
  admin("judged-questions", {
    method: "POST",
    json: { question, expected: expected.map((one) => ({ documentId: one?.documentId, grade: 2 })) },
  });

async function run(rerank?: boolean) {
  const begun = await admin("judged-runs", { method: "POST", json: rerank === undefined ? {} : { rerank } });
  expect(begun.http).toBe(202);
  for (;;) {
    const read = await admin(`judged-runs/${begun.id}`);
    if (read.status !== "running") return read;
  }
}

const state = () => admin("reranking");
const turn = (on: boolean, workspace?: string) =>
  admin("reranking", { method: "PUT", json: { on }, ...(workspace && { workspace }) });
const orders = (...order: number[]) => ({ chunks: openaiAnswer([JSON.stringify({ order })]) });
const refusal = async () => {
  const { http, error } = await turn(true);
  expect([http, error.code, (await state()).on]).toEqual([409, "conflict", false]);
  return error.message;
};

describe("turning it on", () => {
  test("is refused as long as one of the two runs is missing", async () => {
    expect(await state()).toMatchObject({
      on: false,
      model: "openai:gpt-4o-mini",
      gain: false,
      without: null,
      reranked: null,
      deltas: null,
    });
    expect(await refusal()).toBe("Run the judged questions with re-ranking first.");
    mock.answer(orders(2, 1));
    const ended = await run(true);
    expect(ended).toMatchObject({
      status: "done",
      settings: { rerankedBy: "openai:gpt-4o-mini" },
      summary: {
        mrr: 1,
        reranking: { asked: 1, kept: {}, costUsd: expect.any(Number), addedMs: { p50: expect.any(Number) } },
      },
    });
    expect(await refusal()).toBe("Run the judged questions without re-ranking first.");
  });

  test("is granted where the run with it is the better one; visitors' turns, the search and runs follow", async () => {
    const plain = await run();
    expect(mock.requests).toHaveLength(0);
    expect(plain.summary).toMatchObject({ mrr: 0.5 });
    expect(plain.summary.reranking).toBeUndefined();
    expect(plain.settings.rerankedBy).toBeUndefined();
    expect(await state()).toMatchObject({ on: false, gain: true, why: null, deltas: { mrr: 0.5 } });
    expect(await turn(true)).toMatchObject({ http: 200, on: true });
    expect(await state()).toMatchObject({ on: true });

    mock.answer(orders(2, 1), { chunks: openaiAnswer(["By steam."]) });
    const json = { message: kegQuestion, mode: "text", useCache: false };
    const answer = await app.browser().ask("/api/chat", { method: "POST", json });
    const [first] = frameOf<{ title: string }[]>(await readFrames(answer), "sources");
    expect(first?.title).toBe(found[1]?.title);
    mock.answer(orders(2, 1));
    const search = await admin("search", { method: "POST", json: { query: kegQuestion } });
    expect(search.passages[0].title).toBe(found[1]?.title);
    expect((await run()).settings.rerankedBy).toBe("openai:gpt-4o-mini");
    expect(await turn(false)).toMatchObject({ http: 200, on: false });
    expect((await run()).settings.rerankedBy).toBeUndefined();
  });

  test("is refused where the model's order is no better, with both figures", async () => {
    mock.answer(orders(1, 2));
    await run(true);
    expect(await refusal()).toMatch(
      /^Re-ranking shows no gain: nDCG@10 is 0\.\d{3} with it and 0\.\d{3} without\.$/,
    );
  });

  test("is refused where the model could not be asked: its run shows the search's own order", async () => {
    mock.answer({ chunks: openaiAnswer(["none"]) });
    expect((await run(true)).summary.reranking).toMatchObject({ asked: 1, kept: { invalid: 1 } });
    expect(await refusal()).toContain("no gain");
  });

  test("is refused where the questions differ, until both were asked the same", async () => {
    mock.answer(orders(2, 1));
    await run(true);
    expect((await state()).gain).toBe(true);
    await keep("What is a Bramling keg stored beside?", [found[2]]);
    await run(false);
    expect(await refusal()).toBe("The two runs asked different questions. Run both again.");
    mock.answer(orders(2, 1));
    await run(true);
    expect((await state()).why ?? "").not.toContain("different questions");
  });

  test("is refused where the documents are no longer those of the runs", async () => {
    const { questions } = await admin("judged-questions");
    await admin(`judged-questions/${questions.at(-1).id}`, { method: "DELETE" });
    mock.answer(orders(2, 1));
    await run(true);
    await run(false);
    expect((await state()).gain).toBe(true);
    const json = { title: "Lids", content: "# Lids\n\nA lid closes." };
    await admin("documents", { method: "POST", json });
    expect(await refusal()).toBe(
      "Documents were changed since, or while a run was under way. Run both again.",
    );
    const { id } = await app.call<{ id: string }>("read_workspace", { p_slug: "bevgenie" });
    const late = { p_workspace: id, p_on: true, p_knowledge_version: 1 };
    expect(await app.call("set_reranking", late)).toEqual({ set: false });
  });

  test("is each workspace's own, and none of one whose prompts stay at home while no model is there", async () => {
    expect(await turn(true, "other")).toMatchObject({ http: 409 });
    expect(await admin("reranking", { workspace: "home" })).toMatchObject({ model: null, gain: false });
    expect((await turn(true, "home")).error.message).toMatch(/^No model is connected/);
    const asked = { method: "POST", json: { rerank: true }, workspace: "home" };
    expect(await admin("judged-runs", asked)).toMatchObject({ http: 409, error: { field: "rerank" } });
    expect(mock.requests).toHaveLength(0);
  });
});
