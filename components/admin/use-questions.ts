"use client";

import { useState } from "react";
import type { JudgedRun } from "@/lib/admin/judged/compare-runs.ts";
import type { JudgedQuestion } from "@/lib/admin/judged/judged-question.ts";
import { callAdmin } from "@/lib/client/admin-api.ts";
import { type ImportOutcome, importQuestions } from "@/lib/client/admin-import-questions.ts";
import { useConsole } from "./console-context.tsx";
import { useRepeating } from "./use-repeating.ts";

const lookMs = 1_000;

type Initial = { questions: JudgedQuestion[]; runs: JudgedRun[] };

/** The workspace's judged questions and their runs; as long as one runs, how far it is. */
export function useQuestions(initial: Initial) {
  const { workspace } = useConsole();
  const [questions, setQuestions] = useState(initial.questions);
  const [runs, setRuns] = useState(initial.runs);
  const [imported, setImported] = useState<ImportOutcome | null>(null);
  const [error, setError] = useState<unknown>(null);
  const running = runs.find(({ status }) => status === "running");

  /** What fails is told; what was there before stays. */
  const attempt = async (work: () => Promise<void>) => {
    setError(null);
    try {
      await work();
    } catch (failure) {
      setError(failure);
    }
  };
  const loadRuns = async () =>
    setRuns((await callAdmin<{ runs: JudgedRun[] }>(workspace, "judged-runs")).runs);
  const loadQuestions = async () =>
    setQuestions((await callAdmin<{ questions: JudgedQuestion[] }>(workspace, "judged-questions")).questions);

  useRepeating(running !== undefined, lookMs, () => attempt(loadRuns));
  return {
    ...{ questions, runs, running, imported, error },
    start: ({ label, ...run }: { label: string; rerank?: boolean }) =>
      attempt(async () => {
        const body = { ...run, ...(label.trim() && { label: label.trim() }) };
        await callAdmin(workspace, "judged-runs", { method: "POST", body });
        await loadRuns();
      }),
    stop: (run: JudgedRun) =>
      attempt(async () => {
        await callAdmin(workspace, `judged-runs/${run.id}/stop`, { method: "POST" });
        await loadRuns();
      }),
    removeRun: (run: JudgedRun) =>
      attempt(async () => {
        await callAdmin(workspace, `judged-runs/${run.id}`, { method: "DELETE" });
        setRuns((before) => before.filter(({ id }) => id !== run.id));
      }),
    removeQuestion: (question: JudgedQuestion) =>
      attempt(async () => {
        await callAdmin(workspace, `judged-questions/${question.id}`, { method: "DELETE" });
        setQuestions((before) => before.filter(({ id }) => id !== question.id));
      }),
    /** Shows a question as it is after it was changed. */
    changed: (question: JudgedQuestion) =>
      setQuestions((before) => before.map((one) => (one.id === question.id ? question : one))),
    /** Takes a removed question back: the same words with the same judgements. */
    keepAgain: ({ question, expected }: JudgedQuestion) =>
      attempt(async () => {
        const drafts = expected.map(({ documentId, excerpt, grade }) => ({
          ...{ documentId, grade },
          ...(excerpt !== null && { excerpt }),
        }));
        await callAdmin(workspace, "judged-questions", {
          method: "POST",
          body: { question, expected: drafts },
        });
        await loadQuestions();
      }),
    importFile: (file: File) =>
      attempt(async () => {
        setImported(await importQuestions(workspace, file));
        await loadQuestions();
      }),
  };
}
