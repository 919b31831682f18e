import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { anthropicText } from "../../../lib/models/anthropic.ts";
import type { TextModel, TextRequest } from "../../../lib/models/model.ts";
import { ollamaText } from "../../../lib/models/ollama.ts";
import { openaiText } from "../../../lib/models/openai.ts";
import { type MockProvider, startMockProvider } from "../../support/mock-provider.ts";
import { readParts, rejectionOf, request } from "./read-parts.ts";
import * as wire from "./recorded-wire.ts";

let mock: MockProvider;
beforeAll(async () => {
  mock = await startMockProvider();
});
afterAll(() => mock.close());
beforeEach(() => mock.forget());

const parameters = { type: "object", properties: { depots: { type: "integer" } }, required: ["depots"] };
const tools = [{ name: "price", description: "What it costs", parameters }];
/** A call of before and its result, then a new question. */
const asked: TextRequest = {
  ...request,
  tools,
  toolChoice: "auto",
  messages: [
    { role: "user", content: "For 7 depots?" },
    {
      role: "assistant",
      content: "",
      toolCalls: [{ id: "call_0", name: "price", arguments: '{"depots":7}' }],
    },
    { role: "tool", toolCallId: "call_0", content: '{"usd":4500}' },
    { role: "user", content: "And for 8?" },
  ],
};

const call = (index: number, id: string | undefined, text: string) =>
  wire.openaiDelta({
    tool_calls: [
      {
        index,
        ...(id && { id, type: "function" }),
        function: { ...(id && { name: "price" }), arguments: text },
      },
    ],
  });
const named = (data: { type: string }) => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
const event = (data: object) => named(data as { type: string });

test("OpenAI: calls that come in pieces are whole, and the words of tools are its own", async () => {
  mock.answer({
    chunks: [
      wire.openaiDelta({ content: "One moment." }),
      call(0, "call_1", ""),
      call(0, undefined, '{"dep'),
      call(0, undefined, 'ots":8}'),
      call(1, "call_2", '{"depots":9}'),
      ...wire.openaiAnswer([], "tool_calls"),
    ],
  });
  const parts = await readParts(
    openaiText({ apiKey: "sk-t", baseUrl: `${mock.url}/v1`, model: "gpt-4o" }),
    asked,
  );
  expect(parts).toMatchObject([
    { type: "text", text: "One moment." },
    { type: "tool-call", id: "call_1", name: "price", arguments: '{"depots":8}' },
    { type: "tool-call", id: "call_2", name: "price", arguments: '{"depots":9}' },
    { type: "finish", reason: "tool_calls", usage: { promptTokens: 900 } },
  ]);
  expect(mock.requests[0]?.body).toMatchObject({
    tools: [{ type: "function", function: { name: "price", description: "What it costs", parameters } }],
    tool_choice: "auto",
    messages: [
      { role: "system" },
      { role: "user" },
      {
        role: "assistant",
        content: null,
        tool_calls: [
          { id: "call_0", type: "function", function: { name: "price", arguments: '{"depots":7}' } },
        ],
      },
      { role: "tool", tool_call_id: "call_0", content: '{"usd":4500}' },
      { role: "user" },
    ],
  });
});

test("Anthropic: a tool's input is streamed as JSON, and results are an answer of the user's", async () => {
  mock.answer({
    chunks: [
      wire.anthropicStart,
      wire.anthropicText("One moment."),
      event({
        type: "content_block_start",
        index: 1,
        content_block: { type: "tool_use", id: "toolu_1", name: "price", input: {} },
      }),
      event({
        type: "content_block_delta",
        index: 1,
        delta: { type: "input_json_delta", partial_json: '{"dep' },
      }),
      event({
        type: "content_block_delta",
        index: 1,
        delta: { type: "input_json_delta", partial_json: 'ots":8}' },
      }),
      event({ type: "content_block_stop", index: 1 }),
      event({ type: "message_delta", delta: { stop_reason: "tool_use" }, usage: { output_tokens: 12 } }),
      named({ type: "message_stop" }),
    ],
  });
  const model = anthropicText({ apiKey: "sk-t", baseUrl: mock.url, model: "claude-sonnet-5-5" });
  const parts = await readParts(model, { ...asked, toolChoice: { name: "price" } });
  expect(parts).toMatchObject([
    { type: "text", text: "One moment." },
    { type: "tool-call", id: "toolu_1", name: "price", arguments: '{"depots":8}' },
    { type: "finish", reason: "tool_calls" },
  ]);
  expect(mock.requests[0]?.body).toMatchObject({
    tools: [{ name: "price", description: "What it costs", input_schema: parameters }],
    tool_choice: { type: "tool", name: "price" },
    messages: [
      { role: "user" },
      {
        role: "assistant",
        content: [{ type: "tool_use", id: "call_0", name: "price", input: { depots: 7 } }],
      },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "call_0", content: '{"usd":4500}' }] },
      { role: "user", content: "And for 8?" },
    ],
  });
});

test("Ollama: calls come whole and get an id from us, results name their tool", async () => {
  const line = {
    model: "llama3.2",
    message: { content: "", tool_calls: [{ function: { name: "price", arguments: { depots: 8 } } }] },
  };
  mock.answer({ ...wire.ndjson, chunks: [`${JSON.stringify(line)}\n`, wire.ollamaDone("stop")] });
  const parts = await readParts(ollamaText({ baseUrl: mock.url, model: "llama3.2" }), asked);
  expect(parts).toMatchObject([
    { type: "tool-call", id: expect.stringMatching(/^call_/), name: "price", arguments: '{"depots":8}' },
    { type: "finish", reason: "tool_calls" },
  ]);
  expect(mock.requests[0]?.body).toMatchObject({
    tools: [{ type: "function", function: { name: "price", parameters } }],
    messages: [
      { role: "system" },
      { role: "user" },
      { role: "assistant", tool_calls: [{ function: { name: "price", arguments: { depots: 7 } } }] },
      { role: "tool", tool_name: "price", content: '{"usd":4500}' },
      { role: "user" },
    ],
  });
});

test.each<[string, () => TextModel, string[]]>([
  [
    "OpenAI",
    () => openaiText({ apiKey: "sk-t", baseUrl: `${mock.url}/v1`, model: "gpt-4o" }),
    [call(0, "call_1", '{"dep')],
  ],
  [
    "Anthropic",
    () => anthropicText({ apiKey: "sk-t", baseUrl: mock.url, model: "claude-sonnet-5-5" }),
    [
      event({
        type: "content_block_start",
        index: 0,
        content_block: { type: "tool_use", id: "t", name: "price" },
      }),
    ],
  ],
])("%s: a call that was cut off is no call", async (_, model, chunks) => {
  mock.answer({ chunks });
  expect(await rejectionOf(readParts(model(), asked))).toMatchObject({ reason: "cut_off" });
});
