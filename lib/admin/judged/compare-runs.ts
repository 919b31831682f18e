import type { RankingSummary } from "../../knowledge/judge-ranking.ts";
import type { RunSettings } from "../search-knowledge.ts";
import type { StoredExpectation } from "./judged-question.ts";
import type { KeptResult } from "./run-judged-questions.ts";
import type { RunSummary } from "./summarise-reranking.ts";

/** A run as the API tells it; `results` only where one run is read. */
export type JudgedRun = {
  id: string;
  label: string | null;
  status: "running" | "done" | "stopped" | "failed" | "interrupted";
  questions: number;
  asked: number;
  knowledgeVersion: number;
  /** Null while it runs. Another than `knowledgeVersion`: the knowledge base was changed meanwhile. */
  knowledgeVersionAfter: number | null;
  embedder: string;
  settings: RunSettings;
  summary: RunSummary | null;
  error: string | null;
  startedAt: string;
  endedAt: string | null;
};

export type RunQuestion = {
  questionId: string;
  question: string;
  expected: StoredExpectation[];
  /** Null: not asked yet, or the run ended before. */
  result: KeptResult | null;
};
export type ReadRun = JudgedRun & { results: RunQuestion[] };

export type QuestionChange = {
  questionId: string;
  question: string;
  change: "better" | "worse" | "same";
  before: KeptResult;
  after: KeptResult;
};

export type RunComparison = {
  /** After less before; null where one of them has no such figure. */
  deltas: Record<keyof Omit<RankingSummary, "answerable" | "unanswerable">, number | null>;
  /** The greatest change first, then as they were asked. Asked in both runs with the same expectations. */
  questions: QuestionChange[];
  /** Asked in one of the runs alone, or with other expectations. */
  notCompared: number;
};

const figures = ["ndcg10", "recall5", "mrr", "unanswerableRecognised", "wronglyDeclined"] as const;

/** Which questions are answered better and which worse than before. Pure. */
export function compareRuns(before: ReadRun, after: ReadRun): RunComparison {
  const earlier = new Map(before.results.map((one) => [keyOf(one), one.result]));
  const questions = after.results.flatMap((one): QuestionChange[] => {
    const was = earlier.get(keyOf(one));
    if (!was || !one.result) return [];
    const { questionId, question, result } = one;
    const difference = worthOf(result) - worthOf(was);
    const change = Math.abs(difference) < leastDifference ? "same" : difference > 0 ? "better" : "worse";
    return [{ questionId, question, change, before: was, after: result }];
  });
  const size = ({ before: was, after: is }: QuestionChange) => Math.abs(worthOf(is) - worthOf(was));
  const asked = new Set([...before.results, ...after.results].map(keyOf)).size;
  return {
    deltas: Object.fromEntries(
      figures.map((name) => [name, difference(before.summary?.[name], after.summary?.[name])]),
    ) as RunComparison["deltas"],
    questions: questions.sort((one, other) => size(other) - size(one)),
    notCompared: asked - questions.length,
  };
}

/** Of figures between 0 and 1; less is a rounding. */
const leastDifference = 1e-9;

/** The same question with other expectations is another question. */
function keyOf({ questionId, expected }: RunQuestion): string {
  return JSON.stringify([
    questionId,
    expected.map(({ documentId, excerpt, grade }) => [documentId, excerpt, grade]),
  ]);
}

/** One figure for "better": nDCG@10, or whether not knowing was recognised. */
function worthOf({ outcome }: KeptResult): number {
  return outcome.kind === "answerable" ? outcome.figures.ndcg10 : Number(outcome.declined);
}

function difference(before: number | null | undefined, after: number | null | undefined): number | null {
  return typeof before === "number" && typeof after === "number" ? after - before : null;
}
