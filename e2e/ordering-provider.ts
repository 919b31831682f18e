import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A model provider that puts passages in order: OpenAI's chat completions over real HTTP. First comes the passage that
 * says `words`; after `silence` it lets every request wait.
 */
export async function startOrderingProvider(words: string) {
  let isSilent = false;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.writeHead(200, { "content-type": "text/event-stream" });
    if (isSilent) return void response.flushHeaders();
    const prompt = String(JSON.parse(Buffer.concat(chunks).toString()).messages.at(-1).content);
    const passages = prompt.split("<passage n=").slice(1);
    const best = passages.findIndex((passage) => passage.includes(words)) + 1;
    const content = JSON.stringify({ order: best > 0 ? [best] : [] });
    response.write(
      frame({ choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason: null }] }),
    );
    response.write(frame({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }));
    const usage = { prompt_tokens: 2_000, completion_tokens: 6, total_tokens: 2_006 };
    response.end(`${frame({ choices: [], usage })}data: [DONE]\n\n`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/v1`,
    silence() {
      isSilent = true;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function frame(part: object): string {
  const chunk = { id: "chatcmpl-order", object: "chat.completion.chunk", created: 1_790_000_000 };
  return `data: ${JSON.stringify({ ...chunk, model: "gpt-4o-mini", ...part })}\n\n`;
}
