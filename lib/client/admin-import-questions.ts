import { failureOf, unreachable } from "./admin-api.ts";

export type ImportOutcome = {
  created: number;
  replaced: number;
  refused: { place: number; question: string; error: string }[];
};

/** Sends a file of judged questions, CSV or JSON by its name. Throws AdminFailure. */
export async function importQuestions(workspace: string, file: File): Promise<ImportOutcome> {
  const type = /\.json$/i.test(file.name) ? "application/json" : "text/csv";
  const response = await fetch("/api/admin/judged-questions/import", {
    method: "POST",
    headers: { "x-workspace": workspace, "content-type": type },
    body: file,
  }).catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw failureOf(response.status, await response.json().catch(() => null));
  return (await response.json()) as ImportOutcome;
}
