import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { anthropicText as claude } from "../../../lib/models/anthropic.ts";
import { type MockProvider, startMockProvider } from "../../support/mock-provider.ts";
import { readParts, rejectionOf, request, textOf } from "./read-parts.ts";
import { anthropicAnswer, anthropicStart, anthropicText, json } from "./recorded-wire.ts";

let mock: MockProvider;
beforeAll(async () => {
  mock = await startMockProvider();
});
afterAll(() => mock.close());
beforeEach(() => mock.forget());

const named = (model: string) => claude({ apiKey: "sk-ant-test-key", baseUrl: mock.url, model });
const event = (data: object) => `event: x\ndata: ${JSON.stringify(data)}\n\n`;

test("an answer is its text and, last, why it ended and what it used, cache included", async () => {
  mock.answer({ chunks: anthropicAnswer(["Routes ", "save ", "miles."]) });
  const parts = await readParts(named("claude-sonnet-5-5"));
  expect(textOf(parts)).toBe("Routes save miles.");
  expect(parts.at(-1)).toEqual({
    type: "finish",
    reason: "stop",
    usage: { promptTokens: 900, completionTokens: 12, cachedTokens: 640, reasoningTokens: 4 },
  });
});

test("the request has no temperature, and keeps the model from thinking first", async () => {
  mock.answer({ chunks: anthropicAnswer(["ok"]) });
  await readParts(named("claude-sonnet-5-5"));
  expect(mock.requests[0]?.path).toBe("/v1/messages");
  expect(mock.requests[0]?.headers.authorization).toBe("Bearer sk-ant-test-key");
  expect(mock.requests[0]?.body).toEqual({
    model: "claude-sonnet-5-5",
    system: request.system,
    messages: request.messages,
    max_tokens: 300,
    stream: true,
    thinking: { type: "between_tools" },
  });
});

test.each([
  ["claude-haiku-5-5", { max_tokens: 300, thinking: { type: "disabled" } }],
  ["claude-opus-5", { max_tokens: 300, thinking: { type: "disabled" } }],
  ["claude-opus-5-5", { max_tokens: 4300, output_config: { effort: "low" } }],
  ["claude-haiku-4-5", { max_tokens: 300 }],
])("%s is asked in the words of its family", async (model, expected) => {
  mock.answer({ chunks: anthropicAnswer(["ok"]) });
  await readParts(named(model));
  const { messages: _, model: __, stream: ___, system: ____, ...limits } = mock.requests[0]?.body ?? {};
  expect(limits).toEqual(expected);
});

test("structured output is asked for in the subset that Claude takes", async () => {
  mock.answer({ chunks: anthropicAnswer(['{"title":', '"Routes"}']) });
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    properties: { title: { type: "string", maxLength: 80 } },
    required: ["title"],
  };
  const parts = await readParts(named("claude-sonnet-5-5"), {
    ...request,
    jsonSchema: { name: "page", schema },
  });
  expect(JSON.parse(textOf(parts))).toEqual({ title: "Routes" });
  expect(mock.requests[0]?.body.output_config).toEqual({
    format: {
      type: "json_schema",
      schema: {
        type: "object",
        properties: { title: { type: "string", description: "{maxLength: 80}" } },
        required: ["title"],
        additionalProperties: false,
      },
    },
  });
});

test("thinking is no part of the answer", async () => {
  const thinking = event({ type: "content_block_delta", delta: { type: "thinking_delta", thinking: "hmm" } });
  mock.answer({ chunks: [anthropicStart, thinking, ...anthropicAnswer(["Yes."]).slice(1)] });
  expect(textOf(await readParts(named("claude-opus-5-5")))).toBe("Yes.");
});

test.each([
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
  ["refusal", "refusal"],
])("stop reason %s means %s", async (theirs, ours) => {
  mock.answer({ chunks: anthropicAnswer(["x"], theirs) });
  expect((await readParts(named("claude-sonnet-5-5"))).at(-1)).toMatchObject({ reason: ours });
});

test.each(["tool_use", "pause_turn", "something_new"])("stop reason %s is a fault", async (theirs) => {
  mock.answer({ chunks: anthropicAnswer(["x"], theirs) });
  expect(await rejectionOf(readParts(named("claude-sonnet-5-5")))).toMatchObject({ reason: "malformed" });
});

test.each([
  [400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", "context_length"],
  [400, "invalid_request_error", "temperature: not allowed", "bad_request"],
  [401, "authentication_error", "invalid x-api-key", "unauthorized"],
  [402, "billing_error", "no credit", "unauthorized"],
  [404, "not_found_error", "model: claude-x", "no_such_model"],
  [413, "request_too_large", "too large", "context_length"],
  [504, "timeout_error", "took too long", "timeout"],
])("status %i %s (%s) is %s", async (status, type, message, reason) => {
  const body = JSON.stringify({ type: "error", error: { type, message }, request_id: "req_1" });
  mock.answer({ ...json, status, chunks: [body] });
  expect(await rejectionOf(readParts(named("claude-sonnet-5-5")))).toMatchObject({ reason });
});

test.each([
  ["overloaded_error", "overloaded"],
  ["rate_limit_error", "rate_limited"],
  ["api_error", "server"],
])("an %s event after some text is %s", async (type, reason) => {
  const error = event({ type: "error", error: { type, message: "no" } });
  mock.answer({ chunks: [anthropicStart, anthropicText("Rou"), error] });
  expect(await rejectionOf(readParts(named("claude-sonnet-5-5")))).toMatchObject({ reason });
});
