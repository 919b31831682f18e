import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { anthropicText as claude } from "../../../lib/models/anthropic.ts";
import type { TextModel } from "../../../lib/models/model.ts";
import { ModelError } from "../../../lib/models/model-error.ts";
import { ollamaText as ollama } from "../../../lib/models/ollama.ts";
import { openaiText } from "../../../lib/models/openai.ts";
import {
  type MockProvider,
  refusingUrl,
  type Script,
  startMockProvider,
} from "../../support/mock-provider.ts";
import { readParts, rejectionOf, request, textOf } from "./read-parts.ts";
import * as wire from "./recorded-wire.ts";

let mock: MockProvider;
beforeAll(async () => {
  mock = await startMockProvider();
});
afterAll(() => mock.close());
beforeEach(() => mock.forget());

type Provider = {
  at(url: string): TextModel;
  stream: Script;
  whole(texts: string[]): string[];
  /** Some text, and then nothing that says why it ended. */
  cut: string[];
  malformed: string;
  overloaded: { status: number; body: object };
};

const providers: Record<string, Provider> = {
  openai: {
    at: (url) => openaiText({ apiKey: "sk-test", baseUrl: `${url}/v1`, model: "gpt-4o" }),
    stream: {},
    whole: (texts) => wire.openaiAnswer(texts),
    cut: [wire.openaiDelta({ content: "Rou" }), wire.openaiDelta({ content: "tes" })],
    malformed: 'data: {"choices":[{"delta":\n\n',
    overloaded: { status: 503, body: { error: { message: "overloaded", type: "server_error", code: null } } },
  },
  anthropic: {
    at: (url) => claude({ apiKey: "sk-ant-test", baseUrl: url, model: "claude-sonnet-5-5" }),
    stream: {},
    whole: (texts) => wire.anthropicAnswer(texts),
    cut: [wire.anthropicStart, wire.anthropicText("Rou"), wire.anthropicText("tes")],
    malformed: "event: message_delta\ndata: {nonsense\n\n",
    overloaded: {
      status: 529,
      body: { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
    },
  },
  ollama: {
    at: (url) => ollama({ baseUrl: url, model: "llama3.2" }),
    stream: wire.ndjson,
    whole: (texts) => wire.ollamaAnswer(texts),
    cut: [wire.ollamaText("Rou"), wire.ollamaText("tes")],
    malformed: '{"message":{"content":\n',
    overloaded: { status: 503, body: { error: "server busy" } },
  },
};

describe.each(Object.entries(providers))("%s", (_, provider) => {
  const model = () => provider.at(mock.url);
  const faultOf = async (script: Script) => {
    mock.answer(script);
    const error = await rejectionOf(readParts(model()));
    expect(error).toBeInstanceOf(ModelError);
    return error as ModelError;
  };

  test("a rate limit says how long to wait, when the provider does", async () => {
    const limited = { ...wire.json, status: 429, chunks: ["{}"] };
    expect(await faultOf(limited)).toMatchObject({ reason: "rate_limited", retryAfterMs: undefined });
    const headers = { ...wire.json.headers, "retry-after": "7" };
    expect(await faultOf({ ...limited, headers })).toMatchObject({
      reason: "rate_limited",
      retryAfterMs: 7000,
    });
    expect(mock.requests).toHaveLength(2);
  });

  test("a server error and an overload are faults of their health", async () => {
    expect(await faultOf({ status: 500, chunks: ["oops"] })).toMatchObject({
      reason: "server",
      retryable: true,
    });
    const { status, body } = provider.overloaded;
    expect(await faultOf({ ...wire.json, status, chunks: [JSON.stringify(body)] })).toMatchObject({
      reason: "overloaded",
      countsAgainstHealth: true,
    });
  });

  test("a wrong key cannot be retried", async () => {
    expect(await faultOf({ status: 401, chunks: ["{}"] })).toMatchObject({
      reason: "unauthorized",
      retryable: false,
    });
  });

  test("nobody listening, and a connection broken before the first byte, are connection faults", async () => {
    const refused = await rejectionOf(readParts(provider.at(await refusingUrl())));
    expect(refused).toMatchObject({ name: "ModelError", reason: "connection" });
    expect(String((refused as ModelError).cause)).toContain("ECONNREFUSED");
    expect(await faultOf({ resetAtOnce: true })).toMatchObject({ reason: "connection" });
  });

  test("a stream that breaks, or ends without its reason, was cut off", async () => {
    expect(await faultOf({ ...provider.stream, chunks: provider.cut, after: "reset" })).toMatchObject({
      reason: "cut_off",
    });
    expect(await faultOf({ ...provider.stream, chunks: provider.cut })).toMatchObject({ reason: "cut_off" });
    expect(await faultOf({ ...provider.stream, chunks: [] })).toMatchObject({ reason: "cut_off" });
  });

  test("what was said before the break is not lost", async () => {
    mock.answer({ ...provider.stream, chunks: provider.cut, after: "reset" });
    let text = "";
    const reading = (async () => {
      for await (const part of model().streamText(request, new AbortController().signal))
        text += textOf([part]);
    })();
    expect(await rejectionOf(reading)).toMatchObject({ reason: "cut_off" });
    expect(text).toBe("Routes");
  });

  test("a frame that is no JSON is malformed", async () => {
    const chunks = [...provider.cut, provider.malformed];
    expect(await faultOf({ ...provider.stream, chunks })).toMatchObject({ reason: "malformed" });
  });

  test("a line without end is malformed, not a full memory", async () => {
    const chunks = ["data: ", ...Array.from({ length: 40 }, () => "x".repeat(32_768))];
    expect(await faultOf({ ...provider.stream, chunks, after: "hang" })).toMatchObject({
      reason: "malformed",
    });
    await mock.requests[0]?.hungUp;
  });

  test("an abort before the first byte closes the connection and throws its reason", async () => {
    mock.answer({ ...provider.stream, after: "hang" });
    const stop = new AbortController();
    const reading = rejectionOf(readParts(model(), request, stop.signal));
    while (mock.requests.length === 0) await new Promise(setImmediate);
    stop.abort(new Error("the visitor left"));
    expect(await reading).toMatchObject({ message: "the visitor left" });
    await mock.requests[0]?.hungUp;
  });

  test("an abort between two tokens closes the connection and throws its reason", async () => {
    mock.answer({ ...provider.stream, chunks: provider.cut, after: "hang" });
    const stop = new AbortController();
    const reading = (async () => {
      for await (const part of model().streamText(request, stop.signal)) {
        if (part.type === "text") stop.abort(new Error("stopped"));
      }
    })();
    expect(await rejectionOf(reading)).toMatchObject({ message: "stopped" });
    await mock.requests[0]?.hungUp;
  });

  test("a reader who leaves early closes the connection", async () => {
    mock.answer({ ...provider.stream, chunks: provider.cut, after: "hang" });
    for await (const part of model().streamText(request, new AbortController().signal)) {
      if (part.type === "text") break;
    }
    await mock.requests[0]?.hungUp;
  });

  test("a signal that is already aborted asks nobody", async () => {
    const reading = readParts(model(), request, AbortSignal.abort(new Error("too late")));
    expect(await rejectionOf(reading)).toMatchObject({ message: "too late" });
    expect(mock.requests).toHaveLength(0);
  });

  test("characters of several bytes survive any split", async () => {
    const bytes = Buffer.from(provider.whole(["Bière 🍺 ", "naïve — ", "日本酒"]).join(""));
    mock.answer({
      ...provider.stream,
      chunks: Array.from({ length: bytes.length / 3 + 1 }, (_one, index) =>
        bytes.subarray(index * 3, index * 3 + 3),
      ),
    });
    expect(textOf(await readParts(model()))).toBe("Bière 🍺 naïve — 日本酒");
  });

  test("Windows line ends are line ends", async () => {
    mock.answer({
      ...provider.stream,
      chunks: provider.whole(["a", "b"]).map((chunk) => chunk.replaceAll("\n", "\r\n")),
    });
    expect(textOf(await readParts(model()))).toBe("ab");
  });
});
