import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the first provider does with every request: nothing but break, wait, or break in the middle of an answer. */
export type Fault = "none" | "dead" | "slow" | "cut";

/** What both providers have to say; the first may not get to its end. */
const begun = "Small drops cost more per stop, so ra";
const rest = "ise the drop size first.";
export const whole = begun + rest;

/** Longer than a reader notices, shorter than a turn waits for its first word. */
const slowMs = 3_000;

/**
 * Two providers over real HTTP: OpenAI, which fails as it is told, and Anthropic, which is well unless it is told
 * to be dead too. Both write the same words, and the same page when they are asked for one.
 */
export async function startFaultyProviders() {
  let fault: Fault = "none";
  let secondIsDead = false;
  let cuts = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString();
      const isFirst = request.url?.startsWith("/openai") === true;
      if (isFirst ? fault === "dead" : secondIsDead) return response.socket?.resetAndDestroy();
      if (!isFirst) return sayAsAnthropic(response, answerTo(body));
      if (request.url?.endsWith("/embeddings")) return response.writeHead(500).end();
      const wait = fault === "slow" ? slowMs : 0;
      if (fault === "cut") cuts += 1;
      setTimeout(() => (fault === "cut" ? breakOff : sayAsOpenAI)(response, body), wait);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    openaiUrl: `http://127.0.0.1:${port}/openai/v1`,
    anthropicUrl: `http://127.0.0.1:${port}/anthropic`,
    /** How many answers the first has broken off. */
    cuts: () => cuts,
    fail(first: Fault, { second = "well" }: { second?: "well" | "dead" } = {}) {
      fault = first;
      secondIsDead = second === "dead";
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const head = {
  type: "solution_overview",
  title: "Bigger drops",
  summary: "What a stop costs, and what to do about it.",
  audience: "Owners",
};
const hero = {
  type: "hero",
  headline: "Bigger drops",
  standfirst: "A stop costs the same, full or not.",
  sources: [1],
};
const faq = {
  type: "faq",
  heading: "What owners ask",
  items: [{ question: "Why now?", answer: "Each stop costs the same.", sources: [1] }],
};
const page = JSON.stringify({ ...head, sections: [hero, faq] });
const restOfPage = JSON.stringify({ ...head, sections: [faq] });
/** The first section is whole, the second ends in the middle of a word. */
const begunPage = page.slice(0, page.indexOf("wners ask"));

/** A page or the answer; for whoever shows the beginning of one, what is missing. */
function answerTo(body: string): string {
  if (asksForPage(body)) return body.includes("while you were writing this page") ? restOfPage : page;
  return body.includes("while you were writing this answer") ? `so ra${rest}` : whole;
}

function asksForPage(body: string): boolean {
  return body.includes("json_schema");
}

function sayAsOpenAI(response: ServerResponse, body: string): void {
  beginAsOpenAI(response, answerTo(body));
  response.write(openaiFrame({}, "stop"));
  response.end("data: [DONE]\n\n");
}

/** The connection goes a moment after the words, so that they have arrived. */
function breakOff(response: ServerResponse, body: string): void {
  beginAsOpenAI(response, asksForPage(body) ? begunPage : begun);
  setTimeout(() => response.socket?.destroy(), 50);
}

function beginAsOpenAI(response: ServerResponse, text: string): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const word of text.split(/(?<=\s)/u)) response.write(openaiFrame({ content: word }));
}

function openaiFrame(delta: object, finish_reason: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason }];
  return `data: ${JSON.stringify({ object: "chat.completion.chunk", model: "gpt-4o", choices })}\n\n`;
}

function sayAsAnthropic(response: ServerResponse, text: string): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const say = (type: string, data: object) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
  const usage = { input_tokens: 900, output_tokens: 1 };
  const message = {
    id: "msg",
    type: "message",
    role: "assistant",
    model: "claude-sonnet-5-5",
    content: [],
    usage,
  };
  say("message_start", { message });
  say("content_block_start", { index: 0, content_block: { type: "text", text: "" } });
  for (const word of text.split(/(?<=\s)/u)) {
    say("content_block_delta", { index: 0, delta: { type: "text_delta", text: word } });
  }
  say("content_block_stop", { index: 0 });
  say("message_delta", { delta: { stop_reason: "end_turn" }, usage: { output_tokens: 20 } });
  say("message_stop", {});
  response.end();
}
