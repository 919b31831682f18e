import type { Call } from "../../db/call.ts";
import { AppError } from "../../errors.ts";
import { type JudgedQuestion, mostQuestions, type StoredDraft } from "./judged-question.ts";

export type KeptQuestion = JudgedQuestion & { change: "created" | "replaced" };

/** Stores judged questions, all or none of them. Throws `conflict` where a workspace would keep too many. */
export async function keepQuestions(
  drafts: StoredDraft[],
  { workspaceId, call }: { workspaceId: string; call: Call },
): Promise<KeptQuestion[]> {
  const answer = await call<{ kept: KeptQuestion[]; tooMany?: undefined } | { tooMany: number }>(
    "keep_judged_questions",
    { p_workspace: workspaceId, p_questions: drafts, p_most: mostQuestions },
  );
  if (answer.tooMany !== undefined)
    throw new AppError("conflict", {
      message: `A workspace keeps at most ${mostQuestions} questions; these would make ${answer.tooMany}. Nothing was kept; remove some first.`,
    });
  return answer.kept;
}
