/**
 * One size of `npm run bench -- search`, in a process of its own so that its memory is its own: fills an embedded
 * database with so many passages and asks it. Prints one line of JSON (SearchFigures).
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { Call } from "../lib/db/call.ts";
import { startEmbedded } from "../lib/db/embedded.ts";
import { migrate, readSchemaFiles } from "../lib/db/migrate.ts";
import { connectPostgres, toConnection } from "../lib/db/postgres.ts";
import { vacuum } from "../lib/db/vacuum.ts";
import { localEmbedder } from "../lib/knowledge/embed-local.ts";
import { passageText } from "../lib/knowledge/passage-text.ts";
import type { PassageCandidate } from "../lib/knowledge/rank-passages.ts";
import { toVectorText } from "../lib/knowledge/vector-text.ts";
import { percentile } from "./figures.ts";
import { type CorpusPassage, readCorpus } from "./search-corpus.ts";

type Timing = { p50Ms: number; p95Ms: number; cpuMs: number };
export type SearchFigures = {
  passages: number;
  asWritten: number;
  questions: number;
  embedMs: number;
  loadMs: number;
  indexMs: number;
  hybrid: Timing;
  words: Timing;
  vectors: Timing;
  /** Of the vectors' exact five, how many the index finds; of BM25's exact ten, how many a search finds that leaves lists unread. */
  vectorRecall: number;
  wordRecall: number;
  memoryMb: number;
};

const root = join(import.meta.dirname, "..");
const embedder = localEmbedder;
const passagesPerDocument = 5;
/** Candidates of each half, as a turn asks for (open-turn.ts). */
const limit = 30;
const everyDocument = "corpus";
const warmUps = 60;

const size = Number(process.argv[2]);
const { passages, asWritten, questions } = await readCorpus(join(root, "node_modules"), size);
const folder = await mkdtemp(join(tmpdir(), "bevgenie-bench-"));
const embedded = await startEmbedded({ dataDir: folder });
await migrate({ url: embedded.url, files: await readSchemaFiles(join(root, "supabase")) });
const database = connectPostgres({ url: embedded.url, maxConnections: 4 });
try {
  console.log(JSON.stringify(await measure(database.call)));
} finally {
  await database.close();
  await embedded.close();
  await rm(folder, { recursive: true, force: true });
}

async function measure(call: Call): Promise<SearchFigures> {
  const config = { p_slug: "bench", p_config: { language: "en" } };
  const { id } = await call<{ id: string }>("write_workspace", config);
  const embedding = performance.now();
  const vectors = await embedAll(
    passages.map((passage) => passageText({ ...passage, headingPath: [] })),
    "passage",
  );
  const loading = performance.now();
  await restIndex();
  await load(call, id, vectors);
  const indexing = performance.now();
  await call("build_vector_index", { p_dimensions: embedder.dimensions });
  await vacuum(embedded.url);
  const built = performance.now();

  const asked = await embedAll(questions, "question");
  const find = (at: number, args: object) =>
    call<PassageCandidate[]>("find_passages", {
      ...{ p_workspace: id, p_question: questions[at] ?? "", p_embedding: toVectorText(asked[at] ?? []) },
      ...{ p_embedding_model: embedder.model, p_limit: limit, ...args },
    });
  const hybrid = await timed(async (at) => {
    // As a question's way is: it is embedded, and searched for.
    const [vector] = await embedder.embed([questions[at] ?? ""], "question");
    return find(at, { p_embedding: toVectorText(vector ?? []) });
  });
  const words = await timed((at) => find(at, { p_embedding: null }));
  const near = await timed((at) => find(at, { p_question: "" }));
  const everyWord = await timed((at) => find(at, { p_embedding: null, p_sources: [everyDocument] }));
  return {
    ...{ passages: size, asWritten, questions: questions.length },
    ...{ embedMs: loading - embedding, loadMs: indexing - loading, indexMs: built - indexing },
    ...{ hybrid: hybrid.timing, words: words.timing, vectors: near.timing },
    vectorRecall: shareFound(
      near.results.map((found) => best(found, "vectorRank", 5)),
      asked.map((vector) => nearest(vector, vectors)),
    ),
    wordRecall: shareFound(
      words.results.map((found) => best(found, "lexicalRank", 10)),
      everyWord.results.map((found) => best(found, "lexicalRank", 10)),
    ),
    memoryMb: process.memoryUsage.rss() / 1024 / 1024,
  };
}

async function embedAll(texts: string[], kind: "question" | "passage"): Promise<number[][]> {
  const vectors: number[][] = [];
  for (let at = 0; at < texts.length; at += 256) {
    vectors.push(...(await embedder.embed(texts.slice(at, at + 256), kind)));
  }
  return vectors;
}

/** As a bulk load has it: the index is built once, after everything is there. */
async function restIndex(): Promise<void> {
  await query(
    `insert into vector_index_rests (dimensions, definitions, loads)
     select ${embedder.dimensions}, jsonb_agg(definition), '[]' from vector_indexes_of(${embedder.dimensions})`,
  );
  await query(`drop index passage_vectors_${embedder.dimensions}`);
}

async function query(text: string): Promise<void> {
  const client = new pg.Client(toConnection(embedded.url));
  await client.connect();
  await client.query(text);
  await client.end();
}

/** The place in the corpus is a passage's start, by which it is known again. */
async function load(call: Call, workspaceId: string, vectors: number[][]): Promise<void> {
  for (let from = 0; from < passages.length; from += passagesPerDocument) {
    const part: CorpusPassage[] = passages.slice(from, from + passagesPerDocument);
    await call("replace_document", {
      p_workspace: workspaceId,
      p_embedding_model: embedder.model,
      p_document: {
        ...{ sourceKey: `${from}`, contentHash: `${from}`, title: part[0]?.title ?? "", sample: false },
        ...{ tags: [everyDocument], body: part.map(({ content }) => content).join("\n\n") },
      },
      p_passages: part.map(({ content }, at) => ({
        ...{ headingPath: [], content, start: from + at, end: from + at + content.length, question: null },
        ...{ tokens: 200, promptTokens: 200, embedding: toVectorText(vectors[from + at] ?? []) },
      })),
    });
  }
}

async function timed(
  ask: (at: number) => Promise<PassageCandidate[]>,
): Promise<{ timing: Timing; results: PassageCandidate[][] }> {
  for (let at = 0; at < warmUps; at += 1) await ask(at % questions.length);
  const durations: number[] = [];
  const results: PassageCandidate[][] = [];
  const before = process.cpuUsage();
  for (const at of questions.keys()) {
    const startedAt = performance.now();
    results.push(await ask(at));
    durations.push(performance.now() - startedAt);
  }
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1000 / questions.length;
  return {
    timing: { p50Ms: percentile(durations, 0.5), p95Ms: percentile(durations, 0.95), cpuMs },
    results,
  };
}

function best(found: PassageCandidate[], rank: "lexicalRank" | "vectorRank", most: number): number[] {
  return found
    .filter((candidate) => candidate[rank] !== null && Number(candidate[rank]) <= most)
    .map(({ start }) => start);
}

/** The exact five, by comparing with every vector. */
function nearest(question: number[], vectors: number[][]): number[] {
  const five: { at: number; similarity: number }[] = [];
  for (const [at, vector] of vectors.entries()) {
    let similarity = 0;
    for (let place = 0; place < vector.length; place += 1) {
      similarity += (vector[place] as number) * (question[place] as number);
    }
    if (five.length === 5 && similarity <= (five.at(-1)?.similarity ?? 0)) continue;
    five.push({ at, similarity });
    five.sort((a, b) => b.similarity - a.similarity);
    five.length = Math.min(five.length, 5);
  }
  return five.map(({ at }) => at);
}

function shareFound(found: number[][], exact: number[][]): number {
  const wanted = exact.flatMap((places, at) => places.map((place) => found[at]?.includes(place) === true));
  return wanted.filter(Boolean).length / wanted.length;
}
