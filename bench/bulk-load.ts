/** `npm run bench -- ingest`: how long a company's first load takes, handed in at once as NDJSON through the API. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cpuMs, freePort, start, stop } from "./processes.ts";
import { readCorpus } from "./search-corpus.ts";

const root = join(import.meta.dirname, "..");
const documents = 2_000;
const characters = 1_500;
const adminKey = "bench-only-admin-key";

/** Loads 2,000 documents of 1,500 characters into a server of its own, and prints how long it and its index took. */
export async function benchBulkLoad(): Promise<void> {
  const texts = await textsOf(documents);
  const folder = await mkdtemp(join(tmpdir(), "bevgenie-bench-"));
  const port = await freePort();
  const server = await start({
    command: ["--conditions=react-server", "server.ts"],
    cwd: root,
    env: {
      ...{ PORT: String(port), HOST: "127.0.0.1", DATA_DIR: folder, EMBEDDING_MODEL: "local" },
      ...{ ADMIN_API_KEY: adminKey, LOG_LEVEL: "error", OPENAI_API_KEY: "", ANTHROPIC_API_KEY: "" },
    },
    ready: /is ready at/,
  });
  const pid = server.child.pid ?? 0;
  try {
    const before = await cpuMs(pid);
    const startedAt = performance.now();
    const ready = await handIn(`http://127.0.0.1:${port}`, texts);
    const seconds = (performance.now() - startedAt) / 1000;
    const cpuSeconds = ((await cpuMs(pid)) - before) / 1000;
    console.log(
      `${ready} of ${texts.length} documents of ${characters} characters, handed in at once, are searchable after ${seconds.toFixed(0)} s (${cpuSeconds.toFixed(0)} s CPU).`,
    );
  } finally {
    await stop(server.child);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Real prose, neighbours joined, in pieces of the same length, each with a first line that no other has. */
async function textsOf(count: number): Promise<{ title: string; content: string }[]> {
  const { passages } = await readCorpus(join(root, "node_modules"), 4 * count);
  const prose = passages.map(({ content }) => content).join("\n\n");
  return Array.from({ length: count }, (_, at) => ({
    title: `Document ${at}`,
    content: `Document ${at}. ${prose.slice(at * characters, (at + 1) * characters)}`.slice(0, characters),
  }));
}

/** Returns how many were ready when the last of them was answered for. Its answer is a line for each as it becomes ready. */
async function handIn(origin: string, texts: object[]): Promise<number> {
  const response = await fetch(`${origin}/api/admin/documents`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson", authorization: `Bearer ${adminKey}` },
    body: texts.map((text) => JSON.stringify(text)).join("\n"),
  });
  const lines = (await response.text()).trim().split("\n");
  const ready = lines.filter((line) => (JSON.parse(line) as { status?: string }).status === "ready").length;
  if (ready < texts.length) console.log(`HTTP ${response.status}, the last line: ${lines.at(-1)}`);
  return ready;
}
