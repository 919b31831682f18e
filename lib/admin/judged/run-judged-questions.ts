import type { Logger } from "pino";
import type { Call } from "../../db/call.ts";
import { summariseRankings } from "../../knowledge/judge-ranking.ts";
import type { Reranking } from "../rerank-search.ts";
import type { FoundPassages, KnowledgeQuestion } from "../search-knowledge.ts";
import { type AskedExpectation, matchExpected, type QuestionOutcome } from "./match-expected.ts";
import { type RunSummary, summariseReranking } from "./summarise-reranking.ts";

type AskedQuestion = { ordinal: number; question: string; expected: AskedExpectation[] };

/** One question of a run, as it is kept: what was found for it, and how that was judged. */
export type KeptResult = QuestionOutcome & {
  intent: string;
  /** The assistant turns the question back or has a reply of its own, and shows nothing of what was found. */
  refused: boolean;
  /** Absent where no model was asked for the order. */
  reranking?: Reranking;
  found: {
    documentId: string;
    passageId: string;
    title: string;
    headingPath: string[];
    start: number;
    end: number;
    lexicalRank: number | null;
    vectorRank: number | null;
    score: number;
  }[];
};

export type JudgedRunDeps = {
  call: Call;
  /** As a turn searches: lib/admin/search-knowledge.ts. */
  search: (question: KnowledgeQuestion) => Promise<FoundPassages>;
  /** Set: the run ends before its next questions. */
  signal: AbortSignal;
  log: Logger;
};

/** Questions between two looks at whether the run is still wanted. Visitors' calls come in between. */
const batchSize = 10;
/** A run that says nothing for 30 seconds counts as interrupted (judged_runs.sql); one question may take so long. */
const sayAliveMs = 10_000;
/** nDCG looks at ten. */
const passagesJudged = 10;

/**
 * Asks the questions of a run that has begun, one after the other, and stores what was found. Ends by itself when
 * the run is deleted or stopped. Never throws: a failure is the run's own status.
 */
export async function runJudgedQuestions(
  { workspaceId, runId }: { workspaceId: string; runId: string },
  deps: JudgedRunDeps,
): Promise<void> {
  const run = { p_workspace: workspaceId, p_run: runId };
  const end = (status: string, rest: { summary?: object; error?: string } = {}) =>
    deps.call("end_judged_run", {
      ...run,
      p_status: status,
      p_summary: rest.summary ?? null,
      p_error: rest.error ?? null,
    });
  // No results: only that it is alive. A database that does not answer now is told again.
  const sayAlive = () =>
    void deps.call("record_judged_results", { ...run, p_results: [] }).catch(() => undefined);
  const alive = setInterval(sayAlive, sayAliveMs);
  try {
    const kept: KeptResult[] = [];
    for (;;) {
      if (deps.signal.aborted) return void (await end("interrupted"));
      const questions = await deps.call<AskedQuestion[] | null>("next_judged_questions", {
        ...run,
        p_limit: batchSize,
      });
      if (!questions) return;
      if (questions.length === 0) break;
      const results = await askAll(questions, deps);
      kept.push(...results.map(({ result }) => result));
      await deps.call<boolean>("record_judged_results", { ...run, p_results: results });
    }
    await end("done", { summary: summarise(kept) });
  } catch (error) {
    deps.log.error({ err: error, runId }, "a run of judged questions failed");
    const message = "The search failed on our side. The log says why; start the run again.";
    await end("failed", { error: message }).catch(() => undefined);
  } finally {
    clearInterval(alive);
  }
}

function summarise(kept: KeptResult[]): RunSummary {
  const reranking = summariseReranking(kept.flatMap((one) => one.reranking ?? []));
  return { ...summariseRankings(kept.map(({ outcome }) => outcome)), ...(reranking && { reranking }) };
}

async function askAll(
  questions: AskedQuestion[],
  { search }: JudgedRunDeps,
): Promise<{ ordinal: number; result: KeptResult }[]> {
  const results: { ordinal: number; result: KeptResult }[] = [];
  for (const { ordinal, question, expected } of questions) {
    const answer = await search({
      query: question,
      limit: passagesJudged,
      personaScores: {},
      sources: undefined,
    });
    results.push({ ordinal, result: judge(answer, expected) });
  }
  return results;
}

function judge(
  { passages, verdict, intent, reranking }: FoundPassages,
  expected: AskedExpectation[],
): KeptResult {
  const refused = verdict.kind === "turned_back" || verdict.kind === "has_a_reply";
  const shown = refused ? [] : passages;
  return {
    ...matchExpected({ found: shown, declined: verdict.kind !== "answers" }, expected),
    intent: intent.name,
    refused,
    ...(reranking && { reranking }),
    found: shown.map(
      ({ documentId, passageId, title, headingPath, start, end, lexicalRank, vectorRank, score }) => ({
        ...{ documentId, passageId, title, headingPath, start, end, lexicalRank, vectorRank, score },
      }),
    ),
  };
}
