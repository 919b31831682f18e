import type { JudgedRun } from "../admin/judged/compare-runs.ts";
import type { RankingSummary } from "../knowledge/judge-ranking.ts";

type FigureKey = keyof Omit<RankingSummary, "answerable" | "unanswerable">;

/** The figures of a run, each 0 to 1. `less`: smaller is better. */
export const summaryFigures: readonly { key: FigureKey; name: string; about: string; less?: true }[] = [
  {
    key: "ndcg10",
    name: "nDCG@10",
    about:
      "How near the first ten passages come to the best order: 1 where what answers stands above all else",
  },
  { key: "recall5", name: "Recall@5", about: "Share of what is expected that stands among the first five" },
  { key: "mrr", name: "MRR", about: "1 divided by the place of the first expected passage" },
  {
    key: "unanswerableRecognised",
    name: "Not known, and said so",
    about: "Share of the questions that cannot be answered for which a visitor would be told so",
  },
  {
    key: "wronglyDeclined",
    name: "Declined in error",
    about:
      "Share of the questions that can be answered for which a visitor would be told that nothing was found",
    less: true,
  },
];

/** Three decimals; an en dash where there is none. */
export function formatFigure(figure: number | null | undefined): string {
  return typeof figure === "number" ? figure.toFixed(3) : "–";
}

/** With its sign: "+0.020". Nothing where it is no change. */
export function formatDelta(delta: number | null | undefined): string {
  if (typeof delta !== "number" || Math.abs(delta) < 0.0005) return "";
  return `${delta > 0 ? "+" : "−"}${Math.abs(delta).toFixed(3)}`;
}

/** So that a tenth of a cent is told from nothing: "$0.00061". */
export function formatUsd(usd: number): string {
  return `$${usd.toFixed(usd > 0 && usd < 0.1 ? 5 : 2)}`;
}

/** Without its provider: "gpt-4o-mini" of "openai:gpt-4o-mini". */
export function shortModel(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

export function runName({ label, embedder, settings: { rerankedBy } }: JudgedRun): string {
  return label ?? `With ${embedder}${rerankedBy ? `, re-ranked by ${shortModel(rerankedBy)}` : ""}`;
}

/** It ended before its last question: what it measured says nothing of all of them. */
export function isUnfinished({ status }: Pick<JudgedRun, "status">): boolean {
  return status === "interrupted" || status === "stopped" || status === "failed";
}

/** How it stands with a run, in words. */
export function statusWords({ status, asked, questions, error, ...run }: JudgedRun): string {
  const of = `${asked} of ${questions} questions`;
  switch (status) {
    case "running":
      return `running, ${of}`;
    case "stopped":
      return `stopped after ${of}`;
    case "interrupted":
      return `interrupted after ${of}; the server was stopped`;
    case "failed":
      return error ?? `failed after ${of}`;
    case "done":
      return `${questions === 1 ? "1 question" : `${questions} questions`}, ${run.embedder}${rerankedWords(run)}${changedMeanwhile(run)}`;
  }
}

/** By whom, and for how many questions it did not come to that. */
function rerankedWords({
  settings: { rerankedBy },
  summary,
}: Pick<JudgedRun, "settings" | "summary">): string {
  if (!rerankedBy) return "";
  const kept = Object.values(summary?.reranking?.kept ?? {}).reduce((sum, count) => sum + count, 0);
  return `, re-ranked by ${shortModel(rerankedBy)}${kept > 0 ? ` (not in time or not usable for ${kept})` : ""}`;
}

function changedMeanwhile({
  knowledgeVersion,
  knowledgeVersionAfter,
}: Pick<JudgedRun, "knowledgeVersion" | "knowledgeVersionAfter">): string {
  return knowledgeVersionAfter !== null && knowledgeVersionAfter !== knowledgeVersion
    ? "; documents were changed while it ran"
    : "";
}
