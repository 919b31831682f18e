import type { Call } from "../../lib/db/call.ts";
import { ingestDocument } from "../../lib/knowledge/ingest-document.ts";
import { knowsAnswer } from "../../lib/knowledge/knows-answer.ts";
import { passageText } from "../../lib/knowledge/passage-text.ts";
import { prepareText } from "../../lib/knowledge/prepare-document.ts";
import { judgeCandidates, type PassageCandidate, rankJudged } from "../../lib/knowledge/rank-passages.ts";
import { reembedPassages } from "../../lib/knowledge/reembed-passages.ts";
import { toVectorText } from "../../lib/knowledge/vector-text.ts";
import type { Embedder } from "../../lib/models/model.ts";
import { plainBm25 } from "./plain-bm25.ts";
import { type Measures, measure } from "./retrieval-measures.ts";
import type { JudgedQuestion, RetrievalSet } from "./retrieval-set.ts";

const ways = ["plain BM25", "lexical", "vector", "hybrid"] as const;
type Way = (typeof ways)[number];

export type Judgement = {
  /** Over the questions that have an answer. */
  measures: Record<Way, Measures>;
  /** Of the questions without an answer, the share that is recognised; of the others, the share that is declined. */
  recognised: number;
  declined: number;
};

/** Candidates of each kind; as many as the console's search takes. */
const candidatesAsked = 50;

/** Stores a set's documents in a workspace of their own. Returns its id, and which file each document is of. */
export async function storeSet(
  set: RetrievalSet,
  { call, embedder }: { call: Call; embedder: Embedder },
): Promise<StoredSet> {
  const config = { p_slug: `eval-${set.name}`, p_config: { language: "en" } };
  const { id: workspaceId } = await call<{ id: string }>("write_workspace", config);
  const fileOf = new Map<string, string>();
  for (const { id, document } of set.documents) {
    const stored = await ingestDocument({ workspaceId, document, sourceKey: id }, { call, embedder });
    fileOf.set(stored.id, id);
  }
  await reembedPassages(workspaceId, { call, embedder });
  return { set, workspaceId, fileOf };
}

/** What is embedded and searched of each document's passages. */
export async function textsOf({ documents }: RetrievalSet): Promise<{ id: string; text: string }[]> {
  const texts = [];
  for (const { id, document } of documents) {
    const { passages } = await prepareText(document);
    texts.push(
      ...passages.map((passage) => ({ id, text: passageText({ title: document.title, ...passage }) })),
    );
  }
  return texts;
}

export type StoredSet = { set: RetrievalSet; workspaceId: string; fileOf: ReadonlyMap<string, string> };

/** Asks the questions of one split through the search's own calls. */
export async function judgeRetrieval(
  { set, workspaceId, fileOf }: StoredSet,
  { call, embedder, split }: { call: Call; embedder: Embedder; split: JudgedQuestion["split"] },
): Promise<Judgement> {
  const passages = await textsOf(set);
  const bm25 = plainBm25(passages.map(({ text }) => text));
  const asked = [];
  for (const question of set.questions.filter((one) => one.split === split)) {
    const candidates = await findCandidates(question.text, { workspaceId, call, embedder });
    const judged = judgeCandidates(candidates, { question: question.text, embeddingModel: embedder.model });
    const ranking = { personaScores: {}, documentTags: [], limit: candidates.length };
    const files = (found: { documentId: string }[]) =>
      once(found.map(({ documentId }) => fileOf.get(documentId) ?? ""));
    asked.push({
      question,
      knows: knowsAnswer(judged),
      ranked: {
        "plain BM25": once(bm25(question.text).map((at) => passages[at]?.id ?? "")),
        lexical: files(byRank(candidates, ({ lexicalRank }) => lexicalRank)),
        vector: files(byRank(candidates, ({ vectorRank }) => vectorRank)),
        hybrid: files(rankJudged(judged, ranking)),
      } satisfies Record<Way, string[]>,
    });
  }
  const answerable = asked.filter(({ question }) => Object.keys(question.relevant).length > 0);
  const unanswerable = asked.filter(({ question }) => Object.keys(question.relevant).length === 0);
  const measuresOf = (way: Way) =>
    measure(answerable.map(({ question, ranked }) => ({ question, ranked: ranked[way] })));
  return {
    measures: Object.fromEntries(ways.map((way) => [way, measuresOf(way)])) as Record<Way, Measures>,
    recognised: unanswerable.filter(({ knows }) => !knows).length / Math.max(1, unanswerable.length),
    declined: answerable.filter(({ knows }) => !knows).length / Math.max(1, answerable.length),
  };
}

async function findCandidates(
  question: string,
  { workspaceId, call, embedder }: { workspaceId: string; call: Call; embedder: Embedder },
): Promise<PassageCandidate[]> {
  const [vector] = await embedder.embed([question], "question");
  return call<PassageCandidate[]>("find_passages", {
    p_workspace: workspaceId,
    p_question: question,
    p_embedding: vector ? toVectorText(vector) : null,
    p_embedding_model: embedder.model,
    p_limit: candidatesAsked,
  });
}

function byRank(
  candidates: PassageCandidate[],
  rankOf: (candidate: PassageCandidate) => number | null,
): PassageCandidate[] {
  return candidates
    .filter((candidate) => rankOf(candidate) !== null)
    .sort((one, other) => (rankOf(one) ?? 0) - (rankOf(other) ?? 0));
}

function once(ids: string[]): string[] {
  return [...new Set(ids)];
}
