import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { ModelError } from "../../../lib/models/model-error.ts";
import { openaiText } from "../../../lib/models/openai.ts";
import { type MockProvider, startMockProvider } from "../../support/mock-provider.ts";
import { readParts, rejectionOf, request, textOf } from "./read-parts.ts";
import { openaiAnswer, openaiDelta } from "./recorded-wire.ts";

let mock: MockProvider;
beforeAll(async () => {
  mock = await startMockProvider();
});
afterAll(() => mock.close());
beforeEach(() => mock.forget());

const named = (model: string) => openaiText({ apiKey: "sk-test-key", baseUrl: `${mock.url}/v1`, model });

test("an answer is its text and, last, why it ended and what it used", async () => {
  mock.answer({ chunks: openaiAnswer(["Routes ", "save ", "miles."]) });
  const parts = await readParts(named("gpt-4o"));
  expect(textOf(parts)).toBe("Routes save miles.");
  expect(parts.at(-1)).toEqual({
    type: "finish",
    reason: "stop",
    usage: { promptTokens: 900, completionTokens: 12, cachedTokens: 640, reasoningTokens: 4 },
  });
});

test("what arrives in one piece is one part", async () => {
  mock.answer({ chunks: [openaiAnswer(["a", "b", "c", "d"]).join("")] });
  const parts = await readParts(named("gpt-4o"));
  expect(parts.map(({ type }) => type)).toEqual(["text", "finish"]);
});

test("the request carries the system prompt, the limits and the key, and asks for usage", async () => {
  mock.answer({ chunks: openaiAnswer(["ok"]) });
  await readParts(named("gpt-4o"));
  expect(mock.requests[0]?.path).toBe("/v1/chat/completions");
  expect(mock.requests[0]?.headers.authorization).toBe("Bearer sk-test-key");
  expect(mock.requests[0]?.body).toEqual({
    model: "gpt-4o",
    messages: [{ role: "system", content: request.system }, ...request.messages],
    max_tokens: 300,
    temperature: 0.7,
    stream: true,
    stream_options: { include_usage: true },
  });
});

test.each([
  ["o3-mini", { max_completion_tokens: 4300, reasoning_effort: "low" }],
  ["gpt-5-mini", { max_completion_tokens: 1300, reasoning_effort: "minimal" }],
  ["gpt-6-luna", { max_completion_tokens: 300, reasoning_effort: "none", temperature: 0.7 }],
  ["gpt-5.2-chat-latest", { max_tokens: 300, temperature: 0.7 }],
  ["some-compatible-model", { max_tokens: 300, temperature: 0.7 }],
])("%s is asked in the words of its family", async (model, expected) => {
  mock.answer({ chunks: openaiAnswer(["ok"]) });
  await readParts(named(model));
  const {
    messages: _,
    model: __,
    stream: ___,
    stream_options: ____,
    ...limits
  } = mock.requests[0]?.body ?? {};
  expect(limits).toEqual(expected);
});

describe("structured output", () => {
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    properties: { title: { type: "string", maxLength: 80 }, url: { type: "string" } },
    required: ["title"],
  };
  const asked = { ...request, jsonSchema: { name: "page", schema } };

  test("is asked for strictly, where an optional property may be null", async () => {
    mock.answer({ chunks: openaiAnswer(['{"title":', '"Routes","url":null}']) });
    const parts = await readParts(named("gpt-4o"), asked);
    expect(JSON.parse(textOf(parts))).toEqual({ title: "Routes", url: null });
    expect(mock.requests[0]?.body.response_format).toEqual({
      type: "json_schema",
      json_schema: {
        name: "page",
        strict: true,
        schema: {
          type: "object",
          properties: { title: { type: "string" }, url: { anyOf: [{ type: "string" }, { type: "null" }] } },
          required: ["title", "url"],
          additionalProperties: false,
        },
      },
    });
  });

  test("that the model declines is a refusal", async () => {
    mock.answer({ chunks: [openaiDelta({ refusal: "I cannot" }), ...openaiAnswer([])] });
    expect((await readParts(named("gpt-4o"), asked)).at(-1)).toMatchObject({ reason: "refusal" });
  });
});

test.each([
  ["stop", "stop"],
  ["length", "length"],
  ["content_filter", "filter"],
  ["eos", "stop"],
])("finish reason %s means %s", async (theirs, ours) => {
  mock.answer({ chunks: openaiAnswer(["x"], theirs) });
  expect((await readParts(named("gpt-4o"))).at(-1)).toMatchObject({ type: "finish", reason: ours });
});

test.each([
  ["tool_calls", "malformed"],
  ["error", "cut_off"],
])("finish reason %s is the fault %s", async (theirs, reason) => {
  mock.answer({ chunks: openaiAnswer(["x"], theirs) });
  expect(await rejectionOf(readParts(named("gpt-4o")))).toMatchObject({ name: "ModelError", reason });
});

test.each([
  [429, { code: "insufficient_quota", type: "insufficient_quota" }, "unauthorized", false],
  [400, { code: "context_length_exceeded", type: "invalid_request_error" }, "context_length", false],
  [400, { code: "content_filter", type: "invalid_request_error" }, "filtered", false],
  [404, { code: "model_not_found", type: "invalid_request_error" }, "no_such_model", false],
  [400, { code: "unsupported_parameter", type: "invalid_request_error" }, "bad_request", false],
])("status %i with %o is %s", async (status, error, reason, retryable) => {
  const body = JSON.stringify({ error: { message: "words of the provider", param: null, ...error } });
  mock.answer({ status, headers: { "content-type": "application/json" }, chunks: [body] });
  const thrown = await rejectionOf(readParts(named("gpt-4o")));
  expect(thrown).toBeInstanceOf(ModelError);
  expect(thrown).toMatchObject({ reason, retryable });
  expect((thrown as ModelError).message).not.toContain("words of the provider");
  expect(String((thrown as ModelError).cause)).toContain("words of the provider");
});

test("an error frame after some text is that error", async () => {
  const error = { message: "The server had an error", type: "server_error", code: null };
  mock.answer({ chunks: [openaiDelta({ content: "Rou" }), `data: ${JSON.stringify({ error })}\n\n`] });
  expect(await rejectionOf(readParts(named("gpt-4o")))).toMatchObject({ reason: "server" });
});

test("an answer of a web page instead of a stream is malformed", async () => {
  mock.answer({ headers: { "content-type": "text/html" }, chunks: ["<html>"] });
  expect(await rejectionOf(readParts(named("gpt-4o")))).toMatchObject({ reason: "malformed" });
});

test("a key that the provider repeats is kept out of the cause", async () => {
  const error = {
    message: "Incorrect API key provided: sk-test-key, not sk-proj-abcdef123456.",
    code: "invalid_api_key",
  };
  mock.answer({
    status: 401,
    headers: { "content-type": "application/json" },
    chunks: [JSON.stringify({ error })],
  });
  const { cause } = (await rejectionOf(readParts(named("gpt-4o")))) as ModelError;
  expect(String(cause)).toContain("Incorrect API key provided: [key], not [key]");
});

test("connections are used again: at most one more than the one whose end is still under way", async () => {
  mock.answer({ chunks: openaiAnswer(["x"]) });
  for (let turn = 0; turn < 8; turn += 1) await readParts(named("gpt-4o"));
  expect(await mock.openConnections()).toBeLessThanOrEqual(2);
});
