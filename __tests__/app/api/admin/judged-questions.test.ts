import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Browser, startApp, type TestApp } from "../../../support/app-request.ts";
import { company } from "../../../support/company.ts";

const adminKey = "an-admin-key-of-some-length";
const authorization = `Bearer ${adminKey}`;
let app: TestApp;
let browser: Browser;
let rollout: string;

beforeAll(async () => {
  app = await startApp({
    environment: { NEW_VISITORS_PER_MINUTE_PER_IP: "0", ADMIN_API_KEY: adminKey },
    workspaces: [company(), company("other")],
  });
  browser = app.browser();
  const { documents } = await admin("documents");
  rollout = documents.find(({ title }: { title: string }) => title === "Rollout").id;
});
afterAll(() => app.close());

type Asked = { method?: string; json?: unknown; body?: string; type?: string; workspace?: string };

// biome-ignore lint/suspicious/noExplicitAny: each test says what it expects of the answer
async function admin(path: string, asked: Asked = {}): Promise<any> {
  const { method = "GET", json, body, type, workspace } = asked;
  const response = await browser.ask(`/api/admin/${path}`, {
    method,
    ...(json !== undefined && { json }),
    ...(body !== undefined && { body }),
    headers: {
      authorization,
      ...(type && { "content-type": type }),
      ...(workspace && { "x-workspace": workspace }),
    },
  });
  return { http: response.status, status: response.status, ...((await response.json()) as object) };
}

const six = "A rollout takes six weeks for one warehouse.";
const keep = (question: string, expected: object[] = [], asked: Asked = {}) =>
  admin("judged-questions", { method: "POST", json: { question, expected }, ...asked });

/** Runs all questions and reads the run when it has ended. */
async function run(label?: string) {
  const begun = await admin("judged-runs", { method: "POST", json: label === undefined ? {} : { label } });
  expect(begun.http).toBe(202);
  for (;;) {
    const read = await admin(`judged-runs/${begun.id}`);
    if (read.status !== "running") return read;
  }
}

describe("keeping questions", () => {
  it("keeps the words of the document as they stand there, and gives the same question new judgements", async () => {
    const expected = [{ documentId: rollout, excerpt: six.replace("takes six", "takes\n six"), grade: 2 }];
    const kept = await keep("How long is a rollout?", expected);
    expect(kept).toMatchObject({
      status: 201,
      change: "created",
      expected: [{ excerpt: six, title: "Rollout" }],
    });
    const again = await keep("How long is a rollout?", [{ documentId: rollout, grade: 1 }]);
    expect(again).toMatchObject({
      status: 200,
      change: "replaced",
      id: kept.id,
      expected: [{ excerpt: null, grade: 1 }],
    });
    const { questions } = await admin("judged-questions");
    expect(questions).toHaveLength(1);
    const changed = { question: "How long does a rollout take?", expected };
    expect(await admin(`judged-questions/${kept.id}`, { method: "PUT", json: changed })).toMatchObject({
      status: 200,
      question: "How long does a rollout take?",
    });
  });

  it("refuses what cannot be expected, and names the field", async () => {
    const other = (await admin("documents", { workspace: "other" })).documents[0].id;
    const refusedFor = async (expected: object[], question = "Anything?") => {
      const { status, error } = await keep(question, expected);
      return [status, error.field];
    };
    expect(await refusedFor([{ documentId: other }])).toEqual([400, "expected.0.documentId"]);
    expect(await refusedFor([{ documentId: rollout, excerpt: "not in it" }])).toEqual([
      400,
      "expected.0.excerpt",
    ]);
    expect(await refusedFor([{ documentId: rollout, grade: 3 }])).toEqual([400, "expected.0.grade"]);
    expect(await refusedFor([{ documentId: "x" }])).toEqual([400, "expected.0.documentId"]);
    expect(await refusedFor([], " ")).toEqual([400, "question"]);
  });

  it("refuses a change into words that another question has", async () => {
    const one = await keep("One?");
    await keep("Two?");
    const taken = await admin(`judged-questions/${one.id}`, {
      method: "PUT",
      json: { question: "Two?", expected: [] },
    });
    expect(taken).toMatchObject({ status: 409, error: { field: "question" } });
    expect((await admin(`judged-questions/${one.id}`, { method: "DELETE" })).deleted).toBe(true);
    expect((await admin(`judged-questions/${one.id}`, { method: "DELETE" })).status).toBe(404);
  });

  it("takes a CSV file, and tells what it cannot take with its line", async () => {
    const lines = [
      "Question,Document,Excerpt,Grade",
      `Who learns the app?,rollout,Drivers learn the app in two hours.,2`,
      "Who learns the app?,Route planning,,1",
      "What is the weather in Paris tomorrow?,,,",
      "Where is it?,Nowhere,,2",
      "What for?,Rollout,words that are not there,2",
      "How good?,Rollout,,7",
    ];
    const answer = await admin("judged-questions/import", {
      method: "POST",
      body: lines.join("\n"),
      type: "text/csv",
    });
    expect(answer).toMatchObject({ status: 200, created: 2, replaced: 0 });
    expect(answer.refused).toEqual([
      { place: 5, question: "Where is it?", error: expect.stringContaining("Nowhere") },
      { place: 6, question: "What for?", error: expect.stringContaining("do not stand in") },
      { place: 7, question: "How good?", error: expect.stringContaining("grade") },
    ]);
    const { questions } = await admin("judged-questions");
    const learns = questions.find(({ question }: { question: string }) => question === "Who learns the app?");
    expect(
      learns.expected.map(({ title, grade }: { title: string; grade: number }) => [title, grade]),
    ).toEqual([
      ["Rollout", 2],
      ["Route planning", 1],
    ]);
  });

  it("takes its own list again as JSON", async () => {
    const list = await admin("judged-questions");
    const again = await admin("judged-questions/import", {
      method: "POST",
      json: { questions: list.questions },
    });
    expect(again).toMatchObject({ status: 200, created: 0, replaced: list.questions.length, refused: [] });
  });

  it.each([
    ["text/csv", "no header at all\nx"],
    ["text/csv", 'question\n"open'],
    ["application/json", "{"],
    ["application/json", '{"questions":[]}'],
  ])("refuses a file that is none: %s %j", async (type, body) => {
    expect((await admin("judged-questions/import", { method: "POST", body, type })).status).toBe(400);
  });

  it("does not take another media type", async () => {
    const asked = { method: "POST", body: "x", type: "text/plain" };
    expect((await admin("judged-questions/import", asked)).status).toBe(415);
  });

  it("shows a workspace nothing of another's, nor lets it change anything", async () => {
    const { questions } = await admin("judged-questions");
    const workspace = "other";
    expect((await admin("judged-questions", { workspace })).questions).toEqual([]);
    const path = `judged-questions/${questions[0].id}`;
    expect((await admin(path, { method: "DELETE", workspace })).status).toBe(404);
    const json = { question: "Taken over?", expected: [] };
    expect((await admin(path, { method: "PUT", json, workspace })).status).toBe(404);
    expect((await admin("judged-runs", { method: "POST", json: {}, workspace })).status).toBe(409);
  });
});

describe("running them", () => {
  it("asks all of them as a turn would, and keeps figures, ranks and what was found", async () => {
    const done = await run("as it is");
    expect(done).toMatchObject({
      status: "done",
      label: "as it is",
      embedder: expect.any(String),
      error: null,
    });
    expect(done.asked).toBe(done.questions);
    expect(done.knowledgeVersionAfter).toBe(done.knowledgeVersion);
    const resultOf = (text: string) =>
      done.results.find(({ question }: { question: string }) => question === text).result;
    expect(resultOf("How long does a rollout take?")).toMatchObject({
      outcome: { kind: "answerable", declined: false, figures: { recall5: 1 } },
      expected: [{ rank: 1, lost: false }],
      found: expect.arrayContaining([expect.objectContaining({ documentId: rollout, lexicalRank: 1 })]),
    });
    expect(resultOf("What is the weather in Paris tomorrow?").outcome).toEqual({
      kind: "unanswerable",
      declined: true,
    });
    expect(done.summary).toMatchObject({
      answerable: 2,
      ndcg10: expect.any(Number),
      unanswerableRecognised: expect.any(Number),
    });
  });

  it("shows what a change of the documents made better and worse", async () => {
    const { runs } = await admin("judged-runs");
    const [before] = runs;
    // The document under the same content is another one now: the judged words are found again in it.
    await admin(`documents/${rollout}`, { method: "DELETE" });
    const lost = await run("without the rollout");
    const worse = await admin(`judged-runs/${lost.id}?against=${before.id}`);
    expect(worse.comparison.deltas.ndcg10).toBeLessThan(0);
    expect(worse.comparison.questions[0]).toMatchObject({
      change: "worse",
      after: { expected: [{ lost: true }] },
    });

    const content = `# Rollout, told anew\n\nIt is quick.\n\n${six} Drivers learn the app in two hours.`;
    await admin("documents", { method: "POST", json: { title: "Rollout anew", content } });
    const found = await run();
    const better = await admin(`judged-runs/${found.id}?against=${lost.id}`);
    expect(better.comparison.deltas.ndcg10).toBeGreaterThan(0);
    const rolloutQuestion = expect.objectContaining({
      question: "How long does a rollout take?",
      change: "better",
    });
    expect(better.comparison.questions).toEqual(expect.arrayContaining([rolloutQuestion]));
    expect(better.knowledgeVersion).toBeGreaterThan(lost.knowledgeVersion);
  });

  it("is one at a time, can be stopped, and one whose process is gone is told as interrupted", async () => {
    const { call } = app;
    const workspace = await call<{ id: string }>("read_workspace", { p_slug: "bevgenie" });
    const begin = (p_run: string) =>
      call<{ run?: object; running?: string }>("begin_judged_run", {
        ...{
          p_workspace: workspace.id,
          p_run,
          p_label: null,
          p_embedder: "local",
          p_settings: {},
          p_kept: 50,
        },
      });
    const first = crypto.randomUUID();
    await begin(first);
    expect((await admin("judged-runs", { method: "POST", json: {} })).error.message).toMatch(/under way/);
    const stopped = await admin(`judged-runs/${first}/stop`, { method: "POST" });
    expect(stopped).toMatchObject({ status: "stopped", asked: 0 });
    const next = { p_workspace: workspace.id, p_run: first, p_limit: 5 };
    expect(await call("next_judged_questions", next)).toBeNull();
    expect(
      await call("record_judged_results", { p_workspace: workspace.id, p_run: first, p_results: [] }),
    ).toBe(false);
    expect((await run()).status).toBe("done");
  });

  it("keeps a bounded number of runs", async () => {
    const workspace = await app.call<{ id: string }>("read_workspace", { p_slug: "bevgenie" });
    const run = { p_workspace: workspace.id, p_run: crypto.randomUUID(), p_label: null };
    await app.call("begin_judged_run", { ...run, p_embedder: "local", p_settings: {}, p_kept: 2 });
    expect((await admin("judged-runs")).runs).toHaveLength(2);
    expect((await admin(`judged-runs/${run.p_run}`, { method: "DELETE" })).deleted).toBe(true);
  });

  it("is the workspace's own: another has no such run", async () => {
    const [{ id }] = (await admin("judged-runs")).runs;
    const workspace = "other";
    expect((await admin(`judged-runs/${id}`, { workspace })).status).toBe(404);
    expect((await admin(`judged-runs/${id}`, { method: "DELETE", workspace })).status).toBe(404);
    expect((await admin(`judged-runs/${id}/stop`, { method: "POST", workspace })).status).toBe(404);
    expect((await admin(`judged-runs/${id}?against=${crypto.randomUUID()}`)).status).toBe(404);
    expect((await admin("judged-runs", { workspace })).runs).toEqual([]);
  });
});
