/** Does a search freeze other people's answers? The longest wait between two tokens of a steady stream, with and without. */
import { Agent, request } from "node:http";
import { slowMark } from "./mock-provider.ts";
import { questions } from "./visitors.ts";

const searchers = 4;

type Target = { origin: string; adminKey: string };

export async function longestGap({
  origin,
  adminKey,
}: Target): Promise<{ idleMs: number; searchingMs: number; searches: number }> {
  const idleMs = await slowStream(origin);
  let isOver = false;
  const searching = Array.from({ length: searchers }, async (_, index) => {
    let count = 0;
    for (; !isOver; count += 1)
      await search({ origin, adminKey }, questions[(index + count) % questions.length] ?? "");
    return count;
  });
  const searchingMs = await slowStream(origin);
  isOver = true;
  const counts = await Promise.all(searching);
  return { idleMs, searchingMs, searches: counts.reduce((sum, count) => sum + count, 0) };
}

/** Reads one answer that comes a token at a time, and returns its longest pause in milliseconds. */
function slowStream(origin: string): Promise<number> {
  const body = JSON.stringify({
    message: `How do bill-backs work? ${slowMark}`,
    mode: "text",
    useCache: false,
  });
  return new Promise((done, fail) => {
    let last: number | undefined;
    let longest = 0;
    const sent = request(
      `${origin}/api/chat`,
      { method: "POST", headers: { "content-type": "application/json" } },
      (response) => {
        response.on("data", (data: Buffer) => {
          if (!data.includes('"content"')) return;
          const now = performance.now();
          if (last !== undefined) longest = Math.max(longest, now - last);
          last = now;
        });
        response.on("end", () => done(longest));
        response.on("error", fail);
      },
    );
    sent.on("error", fail);
    sent.end(body);
  });
}

const agent = new Agent({ keepAlive: true, maxSockets: searchers });

function search({ origin, adminKey }: Target, query: string): Promise<void> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${adminKey}` };
  return new Promise((done, fail) => {
    const sent = request(`${origin}/api/admin/search`, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.on("end", () =>
        response.statusCode === 200 ? done() : fail(new Error(`search: ${response.statusCode}`)),
      );
    });
    sent.on("error", fail);
    sent.end(JSON.stringify({ query, limit: 5 }));
  });
}
