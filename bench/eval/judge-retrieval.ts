import type { Call } from "../../lib/db/call.ts";
import { ingestDocument } from "../../lib/knowledge/ingest-document.ts";
import {
  type JudgedOutcome,
  judgeRanking,
  type RankingSummary,
  summariseRankings,
} from "../../lib/knowledge/judge-ranking.ts";
import { knowsAnswer } from "../../lib/knowledge/knows-answer.ts";
import { passageText } from "../../lib/knowledge/passage-text.ts";
import { prepareText } from "../../lib/knowledge/prepare-document.ts";
import { judgeCandidates, type PassageCandidate, rankJudged } from "../../lib/knowledge/rank-passages.ts";
import { reembedPassages } from "../../lib/knowledge/reembed-passages.ts";
import { toVectorText } from "../../lib/knowledge/vector-text.ts";
import type { Embedder } from "../../lib/models/model.ts";
import { plainBm25 } from "./plain-bm25.ts";
import type { JudgedQuestion, RetrievalSet } from "./retrieval-set.ts";

const ways = ["plain BM25", "lexical", "vector", "hybrid"] as const;
type Way = (typeof ways)[number];

/** Of each way, by documents; whether a question is declined is told by all candidates and the same for each. */
export type Judgement = Record<Way, RankingSummary>;

/** Candidates of each kind, and passages that are ranked of them; as many as the console's search takes. */
const candidatesAsked = 100;
const passagesRanked = 10;

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
  const outcomes: Record<Way, JudgedOutcome>[] = [];
  for (const question of set.questions.filter((one) => one.split === split)) {
    const candidates = await findCandidates(question.text, { workspaceId, call, embedder });
    const judged = judgeCandidates(candidates, { question: question.text, embeddingModel: embedder.model });
    const ranking = { personaScores: {}, documentTags: [], limit: passagesRanked };
    const files = (found: { documentId: string }[]) =>
      found.map(({ documentId }) => fileOf.get(documentId) ?? "");
    const outcome = (ranked: string[]) => outcomeOf(question, { ranked, declined: !knowsAnswer(judged) });
    outcomes.push({
      "plain BM25": outcome(bm25(question.text).map((at) => passages[at]?.id ?? "")),
      lexical: outcome(files(byRank(candidates, ({ lexicalRank }) => lexicalRank))),
      vector: outcome(files(byRank(candidates, ({ vectorRank }) => vectorRank))),
      hybrid: outcome(files(rankJudged(judged, ranking))),
    });
  }
  const summaries = ways.map((way) => [way, summariseRankings(outcomes.map((outcome) => outcome[way]))]);
  return Object.fromEntries(summaries) as Judgement;
}

/** `ranked`: files, best first; one that comes again counts where it came first. */
function outcomeOf(
  { relevant }: JudgedQuestion,
  { ranked, declined }: { ranked: string[]; declined: boolean },
): JudgedOutcome {
  const grades = new Map(Object.entries(relevant));
  if (grades.size === 0) return { kind: "unanswerable", declined };
  return { kind: "answerable", figures: judgeRanking(ranked, grades), declined };
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
