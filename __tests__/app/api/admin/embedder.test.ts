import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { POST as add } from "../../../../app/api/admin/documents/route.ts";
import { DELETE as forget, POST as learn, GET as read } from "../../../../app/api/admin/embedder/route.ts";
import { POST as search } from "../../../../app/api/admin/search/route.ts";
import { adminRequest, jsonRequest, openConsole, withParams } from "./open-console.ts";

let app: Awaited<ReturnType<typeof openConsole>>;
const none = withParams({});

beforeAll(async () => {
  app = await openConsole();
  const part = (at: number) =>
    `## Part ${at}\n\nKegs of size ${at} wait at dock ${at % 7}. ${"They are full. ".repeat(70)}`;
  const content = Array.from({ length: 60 }, (_, at) => part(at)).join("\n\n");
  await add(jsonRequest("documents", { title: "Kegs", content }), none);
});
afterAll(() => app.close());

const request = (method: string, headers = {}) => adminRequest("embedder", { method, headers });

async function stateNow(headers = {}) {
  return (await read(request("GET", headers), none)).json();
}

async function untilDone(headers = {}) {
  for (;;) {
    const state = await stateNow(headers);
    if (state.state === "done" || state.state === "failed") return state;
    await new Promise((next) => setImmediate(next));
  }
}

async function find() {
  const response = await search(jsonRequest("search", { query: "kegs at the dock" }), none);
  return response.json();
}

it("learns on request, searches by what it learnt, and forgets it again", async () => {
  expect(await stateNow()).toMatchObject({ model: "local-v2", canLearn: true, state: "idle", learned: null });
  const started = await learn(request("POST"), none);
  expect(started.status).toBe(202);
  const busy = await learn(request("POST"), none);
  expect(busy.status).toBe(409);
  const done = await untilDone();
  expect(done).toMatchObject({ state: "done", learned: { passages: done.knowledge } });
  const found = await find();
  expect(found.wordsOnly).toBeUndefined();
  expect(found.passages[0].vectorRank).not.toBeNull();
  expect((await stateNow()).model).toBe(`local-v2+${done.learned.id}`);

  expect((await forget(request("DELETE"), none)).status).toBe(200);
  expect(await stateNow()).toMatchObject({ model: "local-v2", learned: null });
});

it("says why it learnt nothing of a small knowledge base", async () => {
  const other = { "x-workspace": "other" };
  await learn(request("POST", other), none);
  expect(await untilDone(other)).toMatchObject({
    state: "failed",
    error: expect.stringContaining("fewer than 50"),
  });
});

it("is an operator's", async () => {
  const stranger = new Request("http://localhost/api/admin/embedder", { method: "POST" });
  expect((await learn(stranger, none)).status).toBe(401);
});
