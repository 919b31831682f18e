import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { ollamaText as ollama } from "../../../lib/models/ollama.ts";
import { type MockProvider, startMockProvider } from "../../support/mock-provider.ts";
import { readParts, rejectionOf, request, textOf } from "./read-parts.ts";
import { json, ndjson, ollamaAnswer, ollamaDone, ollamaText } from "./recorded-wire.ts";

let mock: MockProvider;
beforeAll(async () => {
  mock = await startMockProvider();
});
afterAll(() => mock.close());
beforeEach(() => mock.forget());

const local = () => ollama({ baseUrl: `${mock.url}/`, model: "llama3.2" });

test("an answer is its text and, last, why it ended and what it used", async () => {
  mock.answer({ ...ndjson, chunks: ollamaAnswer(["Routes ", "save ", "miles."]) });
  const parts = await readParts(local());
  expect(textOf(parts)).toBe("Routes save miles.");
  expect(parts.at(-1)).toEqual({
    type: "finish",
    reason: "stop",
    usage: { promptTokens: 900, completionTokens: 12, cachedTokens: 0, reasoningTokens: 0 },
  });
});

test("the request goes to Ollama's own API, with a context that the prompt fits", async () => {
  mock.answer({ ...ndjson, chunks: ollamaAnswer(["ok"]) });
  const schema = { type: "object", properties: { title: { type: "string" } } };
  await readParts(local(), { ...request, jsonSchema: { name: "page", schema } });
  expect(mock.requests[0]?.path).toBe("/api/chat");
  expect(mock.requests[0]?.body).toEqual({
    model: "llama3.2",
    messages: [{ role: "system", content: request.system }, ...request.messages],
    stream: true,
    think: false,
    format: schema,
    options: { num_predict: 300, num_ctx: 8192, temperature: 0.7 },
  });
});

test("a done reason of length means length", async () => {
  mock.answer({ ...ndjson, chunks: ollamaAnswer(["x"], "length") });
  expect((await readParts(local())).at(-1)).toMatchObject({ reason: "length" });
});

test("a model that was only loaded has not answered", async () => {
  mock.answer({ ...ndjson, chunks: [ollamaDone("load")] });
  expect(await rejectionOf(readParts(local()))).toMatchObject({ reason: "malformed" });
});

test("an error line after some text is an error", async () => {
  mock.answer({ ...ndjson, chunks: [ollamaText("Rou"), '{"error":"the runner has gone"}\n'] });
  expect(await rejectionOf(readParts(local()))).toMatchObject({ reason: "server" });
});

test.each([
  [404, "model 'llama3.2' not found", "no_such_model"],
  [400, "input length exceeds the context length", "context_length"],
  [400, "invalid options", "bad_request"],
  [502, "cloud model cannot be reached", "server"],
])("status %i (%s) is %s", async (status, error, reason) => {
  mock.answer({ ...json, status, chunks: [JSON.stringify({ error })] });
  expect(await rejectionOf(readParts(local()))).toMatchObject({ reason });
});
