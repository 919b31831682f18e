import type { Metadata } from "next";
import { QuestionsView } from "@/components/admin/questions-view.tsx";
import type { JudgedRun } from "@/lib/admin/judged/compare-runs.ts";
import type { JudgedQuestion } from "@/lib/admin/judged/judged-question.ts";
import { questionsPath } from "@/lib/client/admin-paths.ts";
import { database } from "@/lib/wiring.ts";
import { requirePage } from "../../signed-in.ts";

export const metadata: Metadata = { title: "Judged questions" };

export default async function QuestionsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const { workspace } = await requirePage({ slug, path: questionsPath(slug) });
  const { call } = database();
  const [questions, runs] = await Promise.all([
    call<JudgedQuestion[]>("list_judged_questions", { p_workspace: workspace.id }),
    call<JudgedRun[]>("list_judged_runs", { p_workspace: workspace.id }),
  ]);
  return <QuestionsView initialQuestions={questions} initialRuns={runs} />;
}
