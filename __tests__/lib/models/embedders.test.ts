import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { ollamaEmbedder } from "../../../lib/models/ollama-embedder.ts";
import { openaiEmbedder } from "../../../lib/models/openai-embedder.ts";
import { type MockProvider, type Script, startMockProvider } from "../../support/mock-provider.ts";
import { rejectionOf } from "./read-parts.ts";
import { json } from "./recorded-wire.ts";

let mock: MockProvider;
beforeAll(async () => {
  mock = await startMockProvider();
});
afterAll(() => mock.close());
beforeEach(() => mock.forget());

const base64 = (vector: number[]) => Buffer.from(Float32Array.from(vector).buffer).toString("base64");

function openaiVectors(vectors: [index: number, vector: number[]][]): Script {
  const data = vectors.map(([index, vector]) => ({ object: "embedding", index, embedding: base64(vector) }));
  const usage = { prompt_tokens: 9, total_tokens: 9 };
  return {
    ...json,
    chunks: [JSON.stringify({ object: "list", data, model: "text-embedding-3-small", usage })],
  };
}

function ollamaVectors(embeddings: number[][]): Script {
  return { ...json, chunks: [JSON.stringify({ model: "all-minilm", embeddings, prompt_eval_count: 9 })] };
}

const axis = (dimensions: number, at: number, length = 2) =>
  Array.from({ length: dimensions }, (_, index) => (index === at ? length : 0));

describe("OpenAI", () => {
  const embedder = (dimensions?: number) =>
    openaiEmbedder({
      apiKey: "sk-t",
      baseUrl: `${mock.url}/v1`,
      model: "text-embedding-3-small",
      ...(dimensions && { dimensions }),
    });

  test("gives one unit vector for each text, in the order of the texts", async () => {
    mock.answer(
      openaiVectors([
        [1, axis(3, 1)],
        [0, axis(3, 0)],
      ]),
    );
    expect(await embedder(3).embed(["first", "second"], "passage")).toEqual([axis(3, 0, 1), axis(3, 1, 1)]);
    expect(mock.requests[0]?.body).toMatchObject({ input: ["first", "second"], dimensions: 3 });
  });

  test("asks for a size only where the model's own is not the one we want", async () => {
    mock.answer(openaiVectors([[0, axis(1536, 0)]]));
    expect(embedder().dimensions).toBe(1536);
    await embedder().embed(["one"], "question");
    expect(mock.requests[0]?.body).not.toHaveProperty("dimensions");
    const large = openaiEmbedder({
      apiKey: "sk-t",
      baseUrl: `${mock.url}/v1`,
      model: "text-embedding-3-large",
    });
    await large.embed(["one"], "question");
    expect(mock.requests[1]?.body).toMatchObject({ dimensions: 1536 });
  });

  test("sends no more bytes at once than the provider takes tokens", async () => {
    mock.answer(
      openaiVectors([
        [0, axis(3, 0)],
        [1, axis(3, 1)],
      ]),
      openaiVectors([[0, axis(3, 2)]]),
    );
    const vectors = await embedder(3).embed(
      ["a".repeat(140_000), "b".repeat(140_000), "c".repeat(140_000)],
      "passage",
    );
    expect(mock.requests).toHaveLength(2);
    expect(vectors).toEqual([axis(3, 0, 1), axis(3, 1, 1), axis(3, 2, 1)]);
  });

  test("asks nobody when there is nothing to embed", async () => {
    expect(await embedder(3).embed([], "passage")).toEqual([]);
    expect(mock.requests).toHaveLength(0);
  });

  test.each<[string, Script, string]>([
    ["too few vectors", openaiVectors([]), "malformed"],
    ["vectors of another size", openaiVectors([[0, [1, 0]]]), "malformed"],
    ["a vector of nothing", openaiVectors([[0, [0, 0, 0]]]), "malformed"],
    ["half a JSON", { ...json, chunks: ['{"data":'] }, "malformed"],
    ["a break in the middle", { ...json, chunks: ['{"data":'], after: "reset" }, "connection"],
    ["a rate limit", { ...json, status: 429, chunks: ["{}"] }, "rate_limited"],
    ["a server error", { status: 500, chunks: ["no"] }, "server"],
    ["a wrong key", { ...json, status: 401, chunks: ["{}"] }, "unauthorized"],
  ])("%s is a fault", async (_, script, reason) => {
    mock.answer(script);
    expect(await rejectionOf(embedder(3).embed(["one"], "passage"))).toMatchObject({
      name: "ModelError",
      reason,
    });
  });

  test("stops when it is told to", async () => {
    mock.answer({ ...json, after: "hang" });
    const stop = new AbortController();
    const embedding = rejectionOf(embedder(3).embed(["one"], "question", stop.signal));
    while (mock.requests.length === 0) await new Promise(setImmediate);
    stop.abort(new Error("stopped"));
    expect(await embedding).toMatchObject({ message: "stopped" });
    await mock.requests[0]?.hungUp;
  });
});

describe("Ollama", () => {
  test("marks questions and passages as the model was trained to", async () => {
    mock.answer(ollamaVectors([axis(768, 0)]));
    const embedder = ollamaEmbedder({ baseUrl: mock.url, model: "nomic-embed-text:latest" });
    expect(await embedder.embed(["miles"], "question")).toEqual([axis(768, 0, 1)]);
    await embedder.embed(["miles"], "passage");
    expect(mock.requests.map(({ path, body }) => [path, body.input])).toEqual([
      ["/api/embed", ["search_query: miles"]],
      ["/api/embed", ["search_document: miles"]],
    ]);
  });

  test.each<[string, Script, string]>([
    ["too few vectors", ollamaVectors([]), "malformed"],
    ["half a JSON", { ...json, chunks: ['{"embeddings":'] }, "malformed"],
    [
      "a model that was never pulled",
      { ...json, status: 404, chunks: ['{"error":"not found"}'] },
      "no_such_model",
    ],
    ["a broken connection", { resetAtOnce: true }, "connection"],
  ])("%s is a fault", async (_, script, reason) => {
    mock.answer(script);
    const embedder = ollamaEmbedder({ baseUrl: mock.url, model: "all-minilm" });
    expect(await rejectionOf(embedder.embed(["one"], "passage"))).toMatchObject({
      name: "ModelError",
      reason,
    });
  });
});
