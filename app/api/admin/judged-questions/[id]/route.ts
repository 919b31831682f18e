import { judgedQuestionSchema } from "@/lib/admin/judged/judged-question.ts";
import { settleQuestion } from "@/lib/admin/judged/settle-expected.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath, readJson } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../../operator-workspace.ts";

type Params = { id: string };
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({
  PUT: change,
  DELETE: forget,
});

async function change({ request, params }: Exchange<Params>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const id = idFromPath(params.id);
  const given = await readJson(request, judgedQuestionSchema, { limit: 256 * 1024 });
  const draft = await settleQuestion(given, { workspaceId: workspace.id, call: database().call });
  const changed = await database().call<{ conflict?: true } | null>("change_judged_question", {
    p_workspace: workspace.id,
    p_id: id,
    p_question: draft.question,
    p_expected: draft.expected,
  });
  if (!changed) throw noSuchQuestion();
  if (changed.conflict)
    throw new AppError("conflict", {
      message: "Another question has these words already.",
      field: "question",
    });
  return Response.json(changed);
}

/** Runs keep what they found for it. */
async function forget({ request, params }: Exchange<Params>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const id = idFromPath(params.id);
  const wasThere = await database().call<boolean>("forget_judged_question", {
    p_workspace: workspace.id,
    p_id: id,
  });
  if (!wasThere) throw noSuchQuestion();
  return Response.json({ id, deleted: true });
}

function noSuchQuestion(): AppError {
  return new AppError("not_found", { message: "There is no such question." });
}
