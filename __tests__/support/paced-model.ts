import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { openaiDelta } from "../lib/models/recorded-wire.ts";

/** One answer that the test writes: OpenAI's wire over real HTTP, open until it is finished or hung up on. */
export type PacedAnswer = {
  /** What the visitor's message was in the request. */
  asked: string;
  hungUp: Promise<void>;
  say(...words: string[]): void;
  finish(): void;
};

/** A model that says what a test tells it to, when it is told. `next()` waits for the next request. */
export async function startPacedModel() {
  const arrived: PacedAnswer[] = [];
  const waiting: ((answer: PacedAnswer) => void)[] = [];
  const state = { requests: 0 };
  const server = createServer(async (request, response) => {
    state.requests += 1;
    let body = "";
    for await (const chunk of request) body += chunk;
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(openaiDelta({ role: "assistant", content: "" }));
    const answer = pacedAnswer(body, response);
    const next = waiting.shift();
    if (next) next(answer);
    else arrived.push(answer);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    /** Requests since the beginning. */
    requests: () => state.requests,
    next(): Promise<PacedAnswer> {
      const answer = arrived.shift();
      return answer ? Promise.resolve(answer) : new Promise((done) => waiting.push(done));
    },
    openConnections: () =>
      new Promise<number>((done, fail) =>
        server.getConnections((error, count) => (error ? fail(error) : done(count))),
      ),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type PacedModel = Awaited<ReturnType<typeof startPacedModel>>;

function pacedAnswer(body: string, response: ServerResponse): PacedAnswer {
  const { messages } = JSON.parse(body) as { messages: { role: string; content: string }[] };
  const hungUp = Promise.withResolvers<void>();
  response.on("close", () => {
    if (!response.writableEnded) hungUp.resolve();
  });
  return {
    asked: messages.at(-1)?.content ?? "",
    hungUp: hungUp.promise,
    say(...words) {
      for (const content of words) response.write(openaiDelta({ content }));
    },
    finish() {
      response.write(openaiDelta({}, "stop"));
      response.end("data: [DONE]\n\n");
    },
  };
}

/** Settings of an application whose one model this is, with no limit in the way of many messages. */
export function pacedSettings({ url }: PacedModel): Record<string, string> {
  return {
    OPENAI_API_KEY: "sk-test-key",
    OPENAI_BASE_URL: url,
    EMBEDDING_MODEL: "local",
    DEFAULT_TIER: "enterprise",
    NEW_VISITORS_PER_MINUTE_PER_IP: "0",
  };
}
