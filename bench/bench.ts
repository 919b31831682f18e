/**
 * `npm run bench`: what the whole turn costs beside a bare Next route that only pipes the openai SDK's stream.
 * Both run in production mode in front of the same local mock provider, interleaved in one run, because these
 * figures mean something only as ratios. Then a first load (bulk-load.ts, alone with `npm run bench -- ingest`) and search
 * (search.ts, alone with `npm run bench -- search`, and in 50,000 passages too with `--large`).
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchBulkLoad } from "./bulk-load.ts";
import { engineOverhead } from "./engine-overhead.ts";
import { percentile, table } from "./figures.ts";
import { keptAnswers } from "./kept-answers.ts";
import { longestGap } from "./longest-gap.ts";
import { paceMs, tokensPerAnswer } from "./mock-provider.ts";
import { cpuMs, freePort, memoryMb, start, stop } from "./processes.ts";
import { replayDay } from "./replayed-day.ts";
import { benchSearch } from "./search.ts";
import { type SlowStreams, slowStreams, tokenUnderWay } from "./slow-streams.ts";
import { stoppedTurns } from "./stopped-turns.ts";
import { runLoad, type Sample } from "./visitors.ts";

const root = join(import.meta.dirname, "..");
const next = join(root, "node_modules/next/dist/bin/next");
const adminKey = "bench-only-admin-key";
const rounds = 5;
const slowRounds = 3;
const loads = [
  { visitors: 1, turns: 60 },
  { visitors: 16, turns: 320 },
  { visitors: 64, turns: 640 },
];

type Contender = { name: string; url: string; pid: number };
/** Of each contender: CPU of one answer that comes at once, under 64 visitors. */
const wholeTurnCpuMs: number[] = [];
type Measured = { samples: Sample[]; wallMs: number; cpu: number };

const large = process.argv.includes("--large");
if (process.argv.includes("search")) {
  await benchSearch({ large });
  process.exit();
}
if (process.argv.includes("ingest")) {
  await benchBulkLoad();
  process.exit();
}

const folder = await mkdtemp(join(tmpdir(), "bevgenie-bench-"));
run([next, "build", "bench/bare"]);
const mock = await start({ command: ["bench/mock-provider.ts"], cwd: root, ready: /"port"/ });
const provider = `http://127.0.0.1:${(JSON.parse(mock.line) as { port: number }).port}/v1`;

const upstream = provider.replace(/\/v1$/u, "");

const barePort = await freePort();
const bare = await start({
  command: [next, "start", "bench/bare", "-p", String(barePort), "-H", "127.0.0.1"],
  cwd: root,
  env: { OPENAI_BASE_URL: provider },
  ready: /Ready in/,
});
const productPort = await freePort();
const product = await start({
  command: ["--conditions=react-server", "server.ts"],
  cwd: root,
  env: {
    PORT: String(productPort),
    HOST: "127.0.0.1",
    DATA_DIR: folder,
    OPENAI_API_KEY: "bench",
    OPENAI_BASE_URL: provider,
    EMBEDDING_MODEL: "local",
    ADMIN_API_KEY: adminKey,
    NEW_VISITORS_PER_MINUTE_PER_IP: "0",
    LOG_LEVEL: "error",
  },
  ready: /is ready at/,
});

const contenders: Contender[] = [
  { name: "bare pipe", url: `http://127.0.0.1:${barePort}/api/chat`, pid: bare.child.pid ?? 0 },
  { name: "BevGenie", url: `http://127.0.0.1:${productPort}/api/chat`, pid: product.child.pid ?? 0 },
];

try {
  // Until the compilers of both have settled: a server that has just started is not what a visitor meets.
  for (const contender of contenders) await runLoad({ url: contender.url, visitors: 16, turns: 1_500 });
  for (const load of loads) {
    const results = new Map(contenders.map(({ name }) => [name, [] as Measured[]]));
    for (let round = 0; round < rounds; round += 1) {
      const order = round % 2 === 0 ? contenders : contenders.toReversed();
      for (const contender of order) results.get(contender.name)?.push(await measure(contender, load));
    }
    await print(load.visitors, results);
  }
  const origin = `http://127.0.0.1:${productPort}`;
  for (const visitors of [200, 500]) await printSlowStreams(visitors);
  await printTokensUnderWay(200);
  const engine = await engineOverhead({ origin, provider: upstream, adminKey });
  console.log(
    `\nOne whole answer: ${engine.bareMs.toFixed(1)} ms by the openai SDK, ${engine.engineMs.toFixed(1)} ms by generate (p50).`,
  );
  const answers = await keptAnswers(`${origin}/api/chat`);
  console.log(
    `First word of a model that thinks for 300 ms: ${answers.writtenMs.toFixed(0)} ms written, ${answers.rememberedMs.toFixed(1)} ms remembered (p50).`,
  );
  const left = await stoppedTurns({ origin, provider: upstream, dataDir: folder, turns: 1_000 });
  console.log(
    `${left.stopped} stopped turns leave ${left.upstream} upstream connections, ${left.running} running turns, ${left.reservations} reservations.`,
  );
  const [usual = Number.NaN, late = Number.NaN] = [0.5, 0.99].map((share) => percentile(left.stopMs, share));
  console.log(
    `A stop, 50 at a time: ${usual.toFixed(0)} ms (p50), ${late.toFixed(0)} ms (p99) until it is recorded.`,
  );
  const gap = await longestGap({ origin, adminKey });
  console.log(
    `\nA stream of 20 ms a token while 4 clients search (${gap.searches} searches): longest wait between`,
  );
  console.log(
    `two of its tokens ${gap.searchingMs.toFixed(1)} ms, without searches ${gap.idleMs.toFixed(1)} ms.`,
  );
} finally {
  await Promise.all([stop(product.child), stop(bare.child), stop(mock.child)]);
  await rm(folder, { recursive: true, force: true });
}
console.log("");
await replayDay();
console.log("");
await benchBulkLoad();
console.log("");
await benchSearch({ large });

/** The first of the rounds only warms the way of a slow stream; of the others the median by CPU counts. */
async function printSlowStreams(visitors: number): Promise<void> {
  const measured = await Promise.all(contenders.map(async () => [] as SlowStreams[]));
  for (let round = 0; round <= slowRounds; round += 1) {
    for (const [at, { url, pid }] of contenders.entries()) {
      const one = await slowStreams({ url, pid, visitors });
      if (round > 0) measured[at]?.push(one);
    }
  }
  const medians = measured.map(medianStreams);
  const share = (value: number) => `${(value * 100).toFixed(2)} %`;
  const own = medians.map(
    (one, at) => one.cpuMicrosPerToken - ((wholeTurnCpuMs[at] ?? 0) * 1000) / tokensPerAnswer,
  );
  const rows = medians.map((one, at) => [
    contenders[at]?.name ?? "",
    share(one.onTime),
    share(one.complete),
    one.cpuMicrosPerToken.toFixed(0),
    (own[at] ?? 0).toFixed(0),
    ...[one.memoryMb.before, one.memoryMb.during, one.memoryMb.after].map((mb) => mb.toFixed(0)),
  ]);
  const [base, ours] = medians.map((one) => one.cpuMicrosPerToken);
  const ratio = (one = 0, other = Number.NaN) => `${(one / other).toFixed(2)}x`;
  console.log(`\n${visitors} visitors reading answers of 100 tokens, one each 20 ms`);
  const header = ["", "on time", "whole", "CPU µs/token", "for being slow", "MB before", "during", "after"];
  console.log(table(header, rows));
  console.log(
    `CPU per token ${ratio(ours, base)}; beyond what the same answer costs at once ${ratio(own[1], own[0])}`,
  );
}

/** What a token costs by itself: the turns around the answers, which `printSlowStreams` counts in, are not part of it. */
async function printTokensUnderWay(visitors: number): Promise<void> {
  const measured = contenders.map(() => [] as number[]);
  for (let round = 0; round <= slowRounds; round += 1) {
    for (const [at, { url, pid }] of contenders.entries()) {
      const one = await tokenUnderWay({ url, pid, visitors, provider: upstream });
      if (round > 0) measured[at]?.push(one);
    }
  }
  const [base = Number.NaN, ours = Number.NaN] = measured.map((all) => percentile(all, 0.5));
  console.log(
    `\n${visitors} long answers under way, one token each ${paceMs} ms: ${base.toFixed(0)} µs CPU a token by the bare pipe,`,
  );
  console.log(`${ours.toFixed(0)} µs by BevGenie, ${(ours / base).toFixed(2)}x.`);
}

function medianStreams(measured: SlowStreams[]): SlowStreams {
  const sorted = measured.toSorted((one, other) => one.cpuMicrosPerToken - other.cpuMicrosPerToken);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (!median) throw new Error("nothing was measured");
  return median;
}

async function measure(
  { url, pid }: Contender,
  load: { visitors: number; turns: number },
): Promise<Measured> {
  const before = await cpuMs(pid);
  const { samples, wallMs } = await runLoad({ url, ...load });
  return { samples, wallMs, cpu: ((await cpuMs(pid)) - before) / samples.length };
}

async function print(visitors: number, results: Map<string, Measured[]>): Promise<void> {
  const rows = await Promise.all(
    contenders.map(async (contender) => figures(contender, results.get(contender.name) ?? [])),
  );
  const [base, ours] = rows;
  wholeTurnCpuMs.splice(0, 2, ...rows.map((row) => row[4] ?? 0));
  const header = ["", "first token p50", "p95", "p99 ms", "turns/s", "CPU ms/turn", "memory MB"];
  const digits = [2, 2, 2, 0, 2, 0];
  const lines = rows.map((row, index) => [
    contenders[index]?.name ?? "",
    ...row.map((value, at) => value.toFixed(digits[at])),
  ]);
  const ratios = (ours ?? []).map((value, at) => `${(value / (base?.[at] ?? Number.NaN)).toFixed(2)}x`);
  console.log(
    `\n${visitors} concurrent visitor${visitors === 1 ? "" : "s"}, median of ${rounds} interleaved rounds`,
  );
  console.log(table(header, [...lines, ["ratio", ...ratios]]));
}

/** Medians over the rounds: a noisy neighbour spoils a round, not the figure. */
async function figures({ pid }: Contender, measured: Measured[]): Promise<number[]> {
  const median = (pick: (one: Measured) => number) => percentile(measured.map(pick), 0.5);
  const firstToken = (share: number) =>
    median(({ samples }) =>
      percentile(
        samples.map((sample) => sample.firstTokenMs),
        share,
      ),
    );
  return [
    firstToken(0.5),
    firstToken(0.95),
    firstToken(0.99),
    median(({ samples, wallMs }) => (samples.length * 1000) / wallMs),
    median(({ cpu }) => cpu),
    await memoryMb(pid),
  ];
}

function run(command: string[]): void {
  const { status } = spawnSync(process.execPath, command, {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error(`${command.join(" ")} failed`);
}
