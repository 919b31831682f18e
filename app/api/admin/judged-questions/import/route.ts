import { readCsvQuestions, readJsonQuestions, settleImport } from "@/lib/admin/judged/import-questions.ts";
import { keepQuestions } from "@/lib/admin/judged/keep-questions.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { readBytes } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../../operator-workspace.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ POST: take });

const bodyLimit = 4 * 1024 * 1024;

/** Keeps the questions of a file: what cannot be kept is told with its place, and the rest is kept. */
async function take({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const deps = { workspaceId: workspace.id, call: database().call };
  const { questions, refused: unreadable } = await readFile(request);
  const { drafts, refused } = await settleImport(questions, deps);
  const kept = drafts.length > 0 ? await keepQuestions(drafts, deps) : [];
  return Response.json({
    created: kept.filter(({ change }) => change === "created").length,
    replaced: kept.filter(({ change }) => change === "replaced").length,
    refused: [...unreadable, ...refused].sort((one, other) => one.place - other.place),
  });
}

async function readFile(request: Request): Promise<ReturnType<typeof readCsvQuestions>> {
  const type = /^[^;\s]*/.exec(request.headers.get("content-type") ?? "")?.[0].toLowerCase();
  if (type !== "text/csv" && type !== "application/json")
    throw new AppError("unsupported_media_type", { message: "Send text/csv or application/json." });
  const text = new TextDecoder().decode(await readBytes(request, bodyLimit));
  if (text.includes("\u0000"))
    throw new AppError("invalid_request", { message: "This holds characters that cannot be stored." });
  if (type === "text/csv") return readCsvQuestions(text);
  return { questions: readJsonQuestions(jsonOf(text)), refused: [] };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_request", { message: "The body is not valid JSON.", cause });
  }
}
