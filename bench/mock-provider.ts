/**
 * A stand-in for the model providers with no latency of its own, for measuring what the product adds:
 * every answer is the same 100 tokens, one event each, and every event is its own write, as providers send
 * them. Speaks OpenAI (chat completions and embeddings) and Anthropic (messages).
 *
 * `node bench/mock-provider.ts [port]` prints one line of JSON, `{"port":n}`, when it listens.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const tokensPerAnswer = 100;
/** A question with these words is answered at a model's pace. */
export const slowMark = "(slowly, please)";
export const paceMs = 20;
/** With these too it is answered at length: long enough for all of many streams to be under way at once. */
export const longMark = "(at length, please)";
export const tokensPerLongAnswer = 600;
/** One with these is answered at once, after a model's first thought. */
export const laterMark = "(after a while, please)";
const thoughtMs = 300;
const embeddingDimensions = 1536;

const words = Array.from({ length: tokensPerAnswer }, (_, index) =>
  index === 0 ? "Routes" : ` word${index}`,
);
const event = (data: unknown) =>
  Buffer.from(`data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`);
const named = (type: string, data: object) =>
  Buffer.from(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);

const openaiChunk = (choices: unknown[], usage: object | null = null) =>
  event({
    id: "chatcmpl-bench",
    object: "chat.completion.chunk",
    created: 1_790_000_000,
    model: "gpt-4o-2024-08-06",
    service_tier: "default",
    system_fingerprint: "fp_bench",
    choices,
    usage,
  });
const openaiDelta = (delta: object, finish: string | null = null) =>
  openaiChunk([{ index: 0, delta, logprobs: null, finish_reason: finish }]);

const openaiAnswer = [
  openaiDelta({ role: "assistant", content: "", refusal: null }),
  ...words.map((content) => openaiDelta({ content })),
  openaiDelta({}, "stop"),
  openaiChunk([], {
    prompt_tokens: 900,
    completion_tokens: tokensPerAnswer,
    total_tokens: 900 + tokensPerAnswer,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0 },
  }),
  event("[DONE]"),
];

const anthropicAnswer = [
  named("message_start", {
    message: {
      id: "msg_bench",
      type: "message",
      role: "assistant",
      model: "claude-sonnet-5-5",
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: {
        input_tokens: 900,
        output_tokens: 1,
        cache_read_input_tokens: 0,
        cache_creation_input_tokens: 0,
      },
    },
  }),
  named("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
  ...words.map((text) => named("content_block_delta", { index: 0, delta: { type: "text_delta", text } })),
  named("content_block_stop", { index: 0 }),
  named("message_delta", {
    delta: { stop_reason: "end_turn", stop_sequence: null },
    usage: { output_tokens: tokensPerAnswer },
  }),
  named("message_stop", {}),
];

const oneVector = Array.from({ length: embeddingDimensions }, (_, index) => (index === 0 ? 1 : 0));
const oneVectorBase64 = Buffer.from(Float32Array.from(oneVector).buffer).toString("base64");

function streamEvents(response: ServerResponse, events: Buffer[]) {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  for (const bytes of events) response.write(bytes);
  response.end();
}

/** How many slow streams are under way, and how many of their tokens were said so far. */
let slowStreams = 0;
let slowTokens = 0;

/** The time (milliseconds since the epoch) as a word: a model speaks in words, and figures go another way through the product. */
const timeAsWord = () => String(Date.now()).replace(/\d/gu, (digit) => "abcdefghij".charAt(Number(digit)));

/** The time that a word of `timeAsWord` tells. */
export function timeOfWord(word: string): number {
  return Number(word.replace(/[a-j]/gu, (letter) => String("abcdefghij".indexOf(letter))));
}

/** One event every `paceMs`, as a real model speaks. Each word is the time at which it is said. */
function streamSlowly(response: ServerResponse, tokens: number) {
  slowStreams += 1;
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  const [begin] = openaiAnswer;
  response.write(begin);
  let said = 0;
  const timer = setInterval(() => {
    said += 1;
    slowTokens += 1;
    response.write(openaiDelta({ content: ` ${timeAsWord()}` }));
    if (said < tokens) return;
    clearInterval(timer);
    for (const bytes of openaiAnswer.slice(-3)) response.write(bytes);
    response.end();
  }, paceMs);
  response.on("close", () => {
    clearInterval(timer);
    slowStreams -= 1;
  });
}

function sendEmbeddings(response: ServerResponse, body: string) {
  const { input, encoding_format: encoding } = JSON.parse(body) as {
    input: string | string[];
    encoding_format?: string;
  };
  const embedding = encoding === "base64" ? oneVectorBase64 : oneVector;
  const data = [input].flat().map((_, index) => ({ object: "embedding", index, embedding }));
  const usage = { prompt_tokens: data.length * 10, total_tokens: data.length * 10 };
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ object: "list", data, model: "text-embedding-3-small", usage }));
}

function answer(request: IncomingMessage, response: ServerResponse, body: string) {
  const path = request.url ?? "";
  if (path.endsWith("/chat/completions")) {
    if (body.includes(longMark)) return streamSlowly(response, tokensPerLongAnswer);
    if (body.includes(slowMark)) return streamSlowly(response, tokensPerAnswer);
    const wait = body.includes(laterMark) ? thoughtMs : 0;
    if (wait === 0) return streamEvents(response, openaiAnswer);
    return void setTimeout(() => streamEvents(response, openaiAnswer), wait);
  }
  if (path === "/open") return void response.end(JSON.stringify({ open: slowStreams, said: slowTokens }));
  if (path.endsWith("/messages")) return streamEvents(response, anthropicAnswer);
  if (path.endsWith("/embeddings")) return sendEmbeddings(response, body);
  response.writeHead(404).end();
}

/** A program when it is run, only its words when it is imported. */
if (import.meta.main) serve();

function serve(): void {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => answer(request, response, Buffer.concat(chunks).toString()));
  });
  server.keepAliveTimeout = 60_000;
  server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
    console.log(JSON.stringify({ port: (server.address() as AddressInfo).port }));
  });
}
