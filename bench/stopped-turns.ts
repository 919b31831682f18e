/** What turns that were stopped leave behind: connections to the provider, running turns, reserved energy. */
import pg from "pg";
import { embeddedUrl } from "../lib/db/embedded.ts";
import { toConnection } from "../lib/db/postgres.ts";
import { slowMark } from "./mock-provider.ts";

const atOnce = 50;

export type Leftovers = {
  stopped: number;
  /** What each stop took until it was answered, which is after the upstream was hung up on and the turn recorded. */
  stopMs: number[];
  upstream: number;
  running: number;
  reservations: number;
};

type Stopping = { origin: string; provider: string; dataDir: string; turns: number };

export async function stoppedTurns({ origin, provider, dataDir, turns }: Stopping): Promise<Leftovers> {
  let stopped = 0;
  const stopMs: number[] = [];
  for (let begun = 0; begun < turns; begun += atOnce) {
    const batch = Array.from({ length: atOnce }, () => stopOne(origin, stopMs));
    stopped += (await Promise.all(batch)).filter(Boolean).length;
  }
  const { open } = (await (await fetch(`${provider}/open`)).json()) as { open: number };
  const { queue } = (await (await fetch(`${origin}/api/orchestrator/health`)).json()) as {
    queue: { running: number };
  };
  return {
    stopped,
    stopMs,
    upstream: open,
    running: queue.running,
    reservations: await reservations(dataDir),
  };
}

/** Begins an answer, stops it after its first word, and says whether it is marked as stopped. */
async function stopOne(origin: string, stopMs: number[]): Promise<boolean> {
  const response = await fetch(`${origin}/api/chat`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ message: `How do bill-backs work? ${slowMark}`, mode: "text", useCache: false }),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(";", 1)[0])
    .join("; ");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) return text.includes('"stopped":true');
    const isFirst = !text.includes('"content"');
    text += part.value;
    const turnId = /"turnId":"([^"]+)"/u.exec(text)?.[1];
    if (!isFirst || !text.includes('"content"') || !turnId) continue;
    const began = performance.now();
    await fetch(`${origin}/api/chat/${turnId}/stop`, { method: "POST", headers: { cookie } });
    stopMs.push(performance.now() - began);
  }
}

async function reservations(dataDir: string): Promise<number> {
  const client = new pg.Client(toConnection(embeddedUrl(dataDir)));
  await client.connect();
  const { rows } = await client.query<{ n: number }>(
    "select count(*)::integer as n from energy_reservations",
  );
  await client.end();
  return rows[0]?.n ?? Number.NaN;
}
