import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { freePort } from "../../bench/processes.ts";

/** What the mock does with one request. Each chunk is its own write, in its own turn of the event loop. */
export type Script = {
  status?: number;
  headers?: Record<string, string>;
  chunks?: (string | Uint8Array)[];
  /** `end` is the default; `reset` breaks the connection, `hang` keeps it open without a word. */
  after?: "end" | "reset" | "hang";
  /** Break the connection before anything is answered. */
  resetAtOnce?: boolean;
};

type SeenRequest = {
  path: string;
  headers: IncomingMessage["headers"];
  body: Record<string, unknown>;
  /** Resolves when the connection of this request is closed before its answer ended. */
  hungUp: Promise<void>;
};

/**
 * A model provider that answers over real HTTP exactly the bytes it is told to, byte for byte and write for
 * write, which fixture servers do not allow. One script a request, in order; the last one stays.
 */
export async function startMockProvider() {
  const requests: SeenRequest[] = [];
  let scripts: Script[] = [];

  const server = createServer(async (request, response) => {
    const hungUp = Promise.withResolvers<void>();
    response.on("close", () => {
      if (!response.writableEnded) hungUp.resolve();
    });
    const body = await readJson(request);
    requests.push({ path: request.url ?? "", headers: request.headers, body, hungUp: hungUp.promise });
    const script = scripts.length > 1 ? scripts.shift() : scripts[0];
    await play(script ?? { status: 501 }, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answer(...next: Script[]) {
      scripts = next;
    },
    /** Closes what earlier tests left open, so that the next one counts from nothing. */
    forget() {
      requests.length = 0;
      server.closeAllConnections();
    },
    openConnections: () =>
      new Promise<number>((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type MockProvider = Awaited<ReturnType<typeof startMockProvider>>;

/** An address where nobody listens. */
export async function refusingUrl(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}`;
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? {} : JSON.parse(text);
}

async function play(script: Script, response: ServerResponse): Promise<void> {
  if (script.resetAtOnce) {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(script.status ?? 200, { "content-type": "text/event-stream", ...script.headers });
  response.flushHeaders();
  for (const chunk of script.chunks ?? []) {
    if (response.destroyed) return;
    response.write(chunk);
    await nextTurn();
  }
  if (script.after === "hang") return;
  if (script.after === "reset") response.socket?.destroy();
  else response.end();
}
