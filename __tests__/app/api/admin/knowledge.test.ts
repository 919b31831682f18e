/** What the passages are searched by, as operators see it, and while it changes. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { localEmbedder } from "../../../../lib/knowledge/embed-local.ts";
import { startApp, type TestApp } from "../../../support/app-request.ts";
import { company } from "../../../support/company.ts";

const key = "an-admin-key-of-some-length";
let app: TestApp;
let workspaceId: string;

/** Another model is configured than the one the passages were embedded by, and it cannot be reached yet. */
const environment = {
  OPENAI_API_KEY: "test",
  OPENAI_BASE_URL: "http://127.0.0.1:9/v1",
  ADMIN_API_KEY: key,
  NEW_VISITORS_PER_MINUTE_PER_IP: "0",
};

beforeAll(async () => {
  app = await startApp({ environment, workspaces: [company(), { ...company(), slug: "other" }] });
  workspaceId = (await app.call<{ id: string }>("read_workspace", { p_slug: company().slug })).id;
  const served = { p_workspace: workspaceId, p_embedding_model: localEmbedder.model };
  await app.call("serve_embedding_model", served);
});
afterAll(() => app.close());

function request(
  path: string,
  body?: object,
  { method = body ? "POST" : "GET", ...headers }: Record<string, string> = {},
): Promise<Response> {
  return app.answer(
    new Request(`http://shop.example/api/admin/${path}`, {
      method,
      headers: {
        ...{ authorization: `Bearer ${key}`, "x-client-address": "127.0.0.1", "x-workspace": company().slug },
        ...(body && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    }),
  );
}

test("a question is embedded by the model that serves, whatever is configured", async () => {
  const found = await (
    await request("search", { query: "How many miles does a planned route save?" })
  ).json();
  expect(found.wordsOnly).toBeUndefined();
  expect(found.passages[0]).toMatchObject({ title: "Route planning", vectorRank: 1 });
});

test("a document that comes in meanwhile is found by meaning too", async () => {
  const document = { title: "Kegs", content: "An empty keg goes back on the truck that brought it." };
  expect((await request("documents", document)).status).toBeLessThan(300);
  const found = await (await request("search", { query: "empty keg" })).json();
  expect(found.passages[0]).toMatchObject({ title: "Kegs", vectorRank: 1 });
});

test("operators see which model serves and how far a change is", async () => {
  const before = await (await request("knowledge")).json();
  expect(before).toMatchObject({
    language: "en",
    languages: ["en"],
    embedding: { model: localEmbedder.model, passages: before.passages },
    change: null,
  });
  const claim = { p_workspace: workspaceId, p_embedding_model: "text-embedding-3-small" };
  await app.call("claim_embedding_change", { ...claim, p_claimant: crypto.randomUUID(), p_seconds: 60 });
  expect(await (await request("knowledge")).json()).toMatchObject({
    change: { model: "text-embedding-3-small", passages: 0, error: null },
  });
  expect(await (await request("knowledge", undefined, { "x-workspace": "other" })).json()).toMatchObject({
    change: null,
  });
  expect((await request("knowledge", undefined, { authorization: "" })).status).toBe(401);
});

test("another language is the words' own as soon as they are indexed in it, and only there", async () => {
  const change = (body: object, workspace = "other") =>
    request("knowledge", body, { method: "PATCH", "x-workspace": workspace });
  const changed = await change({ language: "de" });
  expect(changed.status).toBe(200);
  const { documents } = await changed.json();
  expect(documents).toBeGreaterThan(0);
  const state = async () => (await request("knowledge", undefined, { "x-workspace": "other" })).json();
  let now = await state();
  while (now.indexed < now.documents) now = await state();
  expect(now).toMatchObject({ language: "de", languages: ["de"], indexed: documents, staleAfterMonths: 12 });
  expect(await (await request("knowledge")).json()).toMatchObject({ language: "en", languages: ["en"] });
});

test("what is left out of a change stays, and what makes no sense is refused", async () => {
  const change = (body: object) => request("knowledge", body, { method: "PATCH" });
  expect(await (await change({ staleAfterMonths: 3 })).json()).toMatchObject({
    language: "en",
    staleAfterMonths: 3,
  });
  expect((await change({ staleAfterMonths: 12 })).status).toBe(200);
  for (const body of [{}, { staleAfterMonths: 0 }, { language: "English" }, { slug: "mine" }])
    expect((await change(body)).status).toBe(400);
  expect(await (await request("knowledge")).json()).toMatchObject({ language: "en", staleAfterMonths: 12 });
});

test("the model that serves is told as soon as the database has switched to it, whoever did that", async () => {
  const told = async () => (await request("embedder")).json();
  expect(await told()).toMatchObject({ model: localEmbedder.model, canLearn: true });
  const model = { p_workspace: workspaceId, p_embedding_model: "text-embedding-3-small" };
  const passages = await app.call<{ number: number }[]>("passages_without_vector", {
    ...model,
    p_limit: 1_000,
  });
  const embedding = `[${Array.from({ length: 1536 }, () => 1).join()}]`;
  const vectors = passages.map(({ number }) => ({ number, embedding }));
  await app.call("store_vectors", { ...model, p_vectors: vectors });
  expect(await app.call("serve_embedding_model", model)).toBe(true);
  const { workspaceVersion, ...state } = await told();
  expect(workspaceVersion).toBeUndefined();
  expect(state).toMatchObject({ model: "text-embedding-3-small", dimensions: 1536, canLearn: false });
});
