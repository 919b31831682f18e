/** `npm run bench -- search [--large]`: how quickly and how completely knowledge bases of several sizes are searched. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { table } from "./figures.ts";
import type { SearchFigures } from "./search-run.ts";

const sizes = [1_000, 10_000];
const largeSize = 50_000;

/** Measures one size after the other, each in a process of its own, and prints what came out. */
export async function benchSearch({ large }: { large: boolean }): Promise<void> {
  const figures: SearchFigures[] = [];
  for (const size of large ? [...sizes, largeSize] : sizes) {
    // The larger ones take minutes; whoever ends the bench before keeps what was measured.
    const one = await measureSize(size);
    figures.push(one);
    const { hybrid, vectorRecall } = one;
    process.stderr.write(
      `${size} passages: hybrid p50 ${hybrid.p50Ms.toFixed(1)} ms, recall@5 ${vectorRecall.toFixed(3)}\n`,
    );
  }
  const [first] = figures;
  console.log(`Search in the embedded database, ${first?.questions} questions of 10 to 40 words`);
  console.log(
    "Passages: prose of the README, CHANGELOG and documentation files and doc comments that npm ci installs,",
  );
  console.log(
    "600 to 1,500 characters each. Questions: sentences of other such passages. 30 candidates of each half.",
  );
  for (const { passages, asWritten } of figures.filter((one) => one.asWritten < one.passages)) {
    console.log(
      `Of ${passages} passages ${asWritten} are as written, the others the same sentences dealt anew.`,
    );
  }
  console.log(table(["", ...figures.map(({ passages }) => `${passages} passages`)], rowsOf(figures)));
  for (const [at, { passages, hybrid }] of figures.entries()) {
    const before = figures[at - 1];
    if (!before) continue;
    const times = (value: number) => `${value.toFixed(1)} times`;
    console.log(
      `${times(passages / before.passages)} the passages: ${times(hybrid.p50Ms / before.hybrid.p50Ms)} the p50, ${times(hybrid.cpuMs / before.hybrid.cpuMs)} the CPU.`,
    );
  }
}

/** A search's time is bounded by the machine's other work; its CPU tells more where there is some. */
function rowsOf(figures: SearchFigures[]): string[][] {
  const row = (name: string, value: (one: SearchFigures) => string) => [name, ...figures.map(value)];
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  const times = ({ p50Ms, p95Ms, cpuMs }: SearchFigures["hybrid"]) =>
    `${p50Ms.toFixed(1)} / ${p95Ms.toFixed(1)} / ${cpuMs.toFixed(1)}`;
  return [
    row("hybrid p50 / p95 / CPU ms", ({ hybrid }) => times(hybrid)),
    row("words alone", ({ words }) => times(words)),
    row("vectors alone", ({ vectors }) => times(vectors)),
    row("vectors: recall@5 of exact", ({ vectorRecall }) => vectorRecall.toFixed(3)),
    row("words: recall@10 of all lists", ({ wordRecall }) => wordRecall.toFixed(3)),
    row("built in s: embedding", ({ embedMs }) => seconds(embedMs)),
    row("  storing and indexing words", ({ loadMs }) => seconds(loadMs)),
    row("  vector index and vacuum", ({ indexMs }) => seconds(indexMs)),
    row("memory MB (RSS, corpus included)", ({ memoryMb }) => memoryMb.toFixed(0)),
  ];
}

async function measureSize(size: number): Promise<SearchFigures> {
  const args = ["--conditions=react-server", join(import.meta.dirname, "search-run.ts"), String(size)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1024 * 1024 });
  return JSON.parse(stdout) as SearchFigures;
}
