import { judgedQuestionSchema } from "@/lib/admin/judged/judged-question.ts";
import { keepQuestions } from "@/lib/admin/judged/keep-questions.ts";
import { settleQuestion } from "@/lib/admin/judged/settle-expected.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { readJson } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../operator-workspace.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: list, POST: keep });

async function list({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const questions = await database().call("list_judged_questions", { p_workspace: workspace.id });
  return Response.json({ questions }, { headers: { "cache-control": "no-store" } });
}

/** A question with words that are kept already gets the new judgements. */
async function keep({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const deps = { workspaceId: workspace.id, call: database().call };
  const draft = await settleQuestion(
    await readJson(request, judgedQuestionSchema, { limit: bodyLimit }),
    deps,
  );
  const [question] = await keepQuestions([draft], deps);
  return Response.json(question, { status: question?.change === "created" ? 201 : 200 });
}

/** Twenty excerpts of 2,000 characters, of which each may take six bytes. */
const bodyLimit = 256 * 1024;
