import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "../../lib/db/embedded.ts";
import { migrate, readSchemaFiles } from "../../lib/db/migrate.ts";
import { connectPostgres } from "../../lib/db/postgres.ts";
import { learnMeanings, leastPassages, readMeanings } from "../../lib/knowledge/corpus-meanings.ts";
import { learnedEmbedder } from "../../lib/knowledge/embed-learned.ts";
import { localEmbedder } from "../../lib/knowledge/embed-local.ts";
import type { Embedder } from "../../lib/models/model.ts";
import { hashingEmbedder } from "./hashing-embedder.ts";
import { type Judgement, judgeRetrieval, storeSet, textsOf } from "./judge-retrieval.ts";
import { type RetrievalSet, readRetrievalSets } from "./retrieval-set.ts";

const splits = ["development", "heldout"] as const;

/**
 * Prints how well the search finds what answers the judged questions, on the embedded database: by plain BM25, by its
 * words, by its vectors and by both; with plain hashing, with the local embedder, and with what that learns from the
 * set's own passages; and how many of the questions without an answer are recognised. Takes some 30 s.
 */
export async function printRetrievalEval(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bevgenie-eval-"));
  const embedded = await startEmbedded({ socketFolder: folder });
  await migrate({
    url: embedded.url,
    files: await readSchemaFiles(join(import.meta.dirname, "../../supabase")),
  });
  const { call, close } = connectPostgres({ url: embedded.url, maxConnections: 2 });
  try {
    for (const set of readRetrievalSets()) {
      console.log(`\nRetrieval over ${set.name}: ${set.documents.length} documents`);
      for (const embedder of await embeddersFor(set)) {
        const stored = await storeSet(set, { call, embedder });
        for (const split of splits) {
          const asked = set.questions.filter((question) => question.split === split);
          console.log(`\n  ${embedder.model}, ${split}, ${asked.length} questions`);
          print(await judgeRetrieval(stored, { call, embedder, split }));
        }
      }
    }
  } finally {
    await close();
    await embedded.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function embeddersFor(set: RetrievalSet): Promise<Embedder[]> {
  const texts = (await textsOf(set)).map(({ text }) => text);
  const learned = texts.length < leastPassages ? [] : [learnedEmbedder(readMeanings(learnMeanings(texts)))];
  return [hashingEmbedder, localEmbedder, ...learned];
}

function print(judgement: Judgement): void {
  const figure = (share: number | null) => (share === null ? "–" : share.toFixed(3));
  for (const [way, { ndcg10, recall5, mrr }] of Object.entries(judgement)) {
    console.log(
      `    ${way.padEnd(11)} nDCG@10 ${figure(ndcg10)}  Recall@5 ${figure(recall5)}  MRR ${figure(mrr)}`,
    );
  }
  const { unanswerableRecognised, wronglyDeclined } = judgement.hybrid;
  const percent = (share: number | null) => (share === null ? "–" : `${(100 * share).toFixed(0)} %`);
  console.log(
    `    without an answer: ${percent(unanswerableRecognised)} recognised; with one: ${percent(wronglyDeclined)} declined`,
  );
}
