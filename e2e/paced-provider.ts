import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What every answer used, whatever was asked and said. */
export const usage = { prompt_tokens: 900, completion_tokens: 20, total_tokens: 920 };

const chunk = {
  id: "chatcmpl-paced",
  object: "chat.completion.chunk",
  created: 1_790_000_000,
  model: "gpt-4o",
};

/**
 * A model provider that speaks when the test says so: OpenAI's chat completions over real HTTP, whose answers
 * stay open until `finish`. So a test can look at an answer that is half written for as long as it likes.
 */
export async function startPacedProvider() {
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(frame({ role: "assistant", content: "" }));
    open.add(response);
    response.on("close", () => open.delete(response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/v1`,
    /** How many answers are being written. */
    openAnswers: () => open.size,
    say(words: string) {
      for (const response of open) response.write(frame({ content: words }));
    },
    finish() {
      for (const response of open) {
        response.write(frame({}, "stop"));
        response.write(`data: ${JSON.stringify({ ...chunk, choices: [], usage })}\n\n`);
        response.end("data: [DONE]\n\n");
      }
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function frame(delta: { role?: string; content?: string }, finishReason: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finishReason }];
  return `data: ${JSON.stringify({ ...chunk, choices })}\n\n`;
}
