import type { Call } from "../db/call.ts";
import { questionTerms } from "./question-terms.ts";
import type { PassageCandidate } from "./rank-passages.ts";

/**
 * A small knowledge base as one process keeps it, to search without the database: the same passages, the same
 * words and the same vectors as find_passages.sql reads, at one version of the workspace's knowledge. Whether
 * that version still holds is said by the turn's own database call.
 */
export type KnowledgeSnapshot = {
  version: number;
  embeddingModel: string;
  search(question: SnapshotQuestion): PassageCandidate[];
};

type SnapshotQuestion = { question: string; embedding: readonly number[] | undefined; limit: number };

/** Above this many passages the database's own index is the quicker one, and memory has better uses. */
const mostSnapshotPassages = 2_000;

/** Passages a call: some 600 KB, which take the embedded database about 20 ms. */
const partSize = 250;
/** As in knowledge_passages_by_words.sql. */
const saturation = 1.8;
const lengthShare = 0.75;

type Passage = Omit<PassageCandidate, "lexicalRank" | "lexicalScore" | "vectorRank" | "similarity">;
/** What the words did not find. */
const unworded = { lexicalRank: null, lexicalScore: null };

type Row = Passage & {
  number: number;
  /** How often each word stands in it. */
  lexemes: Record<string, number>;
  /** In words; null for a passage of none. */
  length: number | null;
  embedding: string | null;
};
type Part = { version: number; languages: string[]; passages: number; words: number; rows: Row[] };

type Load = { call: Call; workspaceId: string; embeddingModel: string };

/** Reads a snapshot; undefined where the knowledge base is too large for one, or changed while it was read. */
export async function loadSnapshot(load: Load): Promise<KnowledgeSnapshot | undefined> {
  const rows: Row[] = [];
  for (let version: number | undefined; ; ) {
    const part = await load.call<Part>("read_knowledge", {
      p_workspace: load.workspaceId,
      p_embedding_model: load.embeddingModel,
      p_after: rows.at(-1)?.number ?? 0,
      p_limit: partSize,
    });
    version ??= part.version;
    if (part.passages > mostSnapshotPassages || part.version !== version) return undefined;
    rows.push(...part.rows);
    if (part.rows.length < partSize) return makeSnapshot(rows, part, load.embeddingModel);
  }
}

function makeSnapshot(rows: Row[], part: Part, embeddingModel: string): KnowledgeSnapshot {
  const postings = postingsOf(rows, part);
  const vocabulary = new Map([...postings].map(([lexeme, list]) => [lexeme, list.length]));
  const { version, languages } = part;
  const vectors = vectorsOf(rows);
  const passages = rows.map(
    ({ number: _number, lexemes: _lexemes, length: _length, embedding: _embedding, ...passage }) => passage,
  );

  return {
    version,
    embeddingModel,
    search({ question, embedding, limit }) {
      const terms = questionTerms(question, { vocabulary, languages });
      const lexical = byWords(terms, postings, { total: rows.length, limit });
      const nearest = embedding ? byVector(embedding, vectors, limit) : [];
      const found = new Map<number, PassageCandidate>();
      for (const [at, { index, score }] of lexical.entries()) {
        found.set(index, {
          ...(passages[index] as Passage),
          ...{ lexicalRank: at + 1, lexicalScore: score, vectorRank: null, similarity: null },
        });
      }
      for (const [at, { index, score }] of nearest.entries()) {
        const vector = { vectorRank: at + 1, similarity: score };
        const known = found.get(index);
        if (known) Object.assign(known, vector);
        else found.set(index, { ...(passages[index] as Passage), ...unworded, ...vector });
      }
      return [...found.values()];
    },
  };
}

type Hit = { index: number; score: number };
type Postings = Map<string, Hit[]>;

/** Of each word the passages that have it, with BM25's saturated frequency. */
function postingsOf(rows: Row[], { passages, words }: Part): Postings {
  const postings: Postings = new Map();
  const perWord = (saturation * lengthShare * passages) / Math.max(1, words);
  for (const [index, { lexemes, length }] of rows.entries()) {
    const base = saturation * (1 - lengthShare) + perWord * (length ?? 1);
    for (const [lexeme, frequency] of Object.entries(lexemes)) {
      const score = (frequency * (saturation + 1)) / (frequency + base);
      const list = postings.get(lexeme);
      if (list) list.push({ index, score });
      else postings.set(lexeme, [{ index, score }]);
    }
  }
  return postings;
}

/** BM25: the saturated frequency times the inverse document frequency, for each time that a word is asked. */
function byWords(
  terms: ReadonlyMap<string, number>,
  postings: Postings,
  { total, limit }: { total: number; limit: number },
): Hit[] {
  const scores = new Float32Array(total);
  for (const [lexeme, share] of terms) {
    const list = postings.get(lexeme) ?? [];
    const rarity = share * Math.log(1 + (total - list.length + 0.5) / (list.length + 0.5));
    for (const { index, score } of list) scores[index] = (scores[index] ?? 0) + score * rarity;
  }
  return best(scores, { limit, above: 0 });
}

type Vectors = { dimensions: number; values: Float32Array; has: Uint8Array };

/** All vectors in one array, each of unit length; `has` is 0 where a passage has none of this model. */
function vectorsOf(rows: Row[]): Vectors {
  const parsed = rows.map(({ embedding }) =>
    embedding === null ? undefined : (JSON.parse(embedding) as number[]),
  );
  const dimensions = parsed.find((vector) => vector !== undefined)?.length ?? 0;
  const values = new Float32Array(rows.length * dimensions);
  const has = new Uint8Array(rows.length);
  for (const [index, vector] of parsed.entries()) {
    if (vector?.length !== dimensions) continue;
    has[index] = 1;
    values.set(unit(vector), index * dimensions);
  }
  return { dimensions, values, has };
}

function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function byVector(question: readonly number[], { dimensions, values, has }: Vectors, limit: number): Hit[] {
  if (question.length !== dimensions) return [];
  const asked = Float32Array.from(unit(question));
  const scores = new Float32Array(has.length).fill(Number.NEGATIVE_INFINITY);
  for (let index = 0; index < has.length; index += 1) {
    if (has[index] === 0) continue;
    let sum = 0;
    for (let at = 0, from = index * dimensions; at < dimensions; at += 1) {
      sum += (asked[at] as number) * (values[from + at] as number);
    }
    scores[index] = sum;
  }
  return best(scores, { limit, above: Number.NEGATIVE_INFINITY });
}

/** The highest scores, best first; of equal ones the earlier passage. */
function best(scores: Float32Array, { limit, above }: { limit: number; above: number }): Hit[] {
  const hits: Hit[] = [];
  let least = above;
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index] as number;
    if (!(score > least)) continue;
    hits.push({ index, score });
    if (hits.length < limit * 4) continue;
    keepBest(hits, limit);
    least = hits.at(-1)?.score ?? above;
  }
  keepBest(hits, limit);
  return hits;
}

function keepBest(hits: Hit[], limit: number): void {
  hits.sort((a, b) => b.score - a.score || a.index - b.index);
  hits.length = Math.min(hits.length, limit);
}
